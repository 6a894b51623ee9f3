"""How a recorded request reads on its network: the text and its links as that network's own rules make them from the bytes."""
import html
import re

URL = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]»”’\"']")


def bluesky(body):
    """Facets count octets of UTF-8; whatever has no facet is text."""
    record = body["record"]
    octets = record["text"].encode()
    spans = [
        (facet["index"]["byteStart"], facet["index"]["byteEnd"], facet["features"][0])
        for facet in record.get("facets", [])]
    pieces, at = [], 0
    for start, end, feature in sorted(spans, key=lambda span: span[0]):
        pieces += [(octets[at:start].decode(), None), (octets[start:end].decode(), feature.get("uri") or feature["$type"])]
        at = end
    return pieces + [(octets[at:].decode(), None)], record.get("embed", {}).get("external")


def telegram(body):
    """Entities count units of UTF-16."""
    units = body["text"].encode("utf-16-le")

    def text(start, end):
        return units[2 * start : 2 * end].decode("utf-16-le")

    pieces, at = [], 0
    for entity in body.get("entities", []):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        pieces += [(text(at, start), None), (text(start, end), entity.get("url") or text(start, end))]
        at = end
    return pieces + [(text(at, len(units) // 2), None)], None


def linked(text, shorten=None):
    """Addresses become links by themselves."""
    pieces, at = [], 0
    for match in URL.finditer(text):
        shown = shorten(match[0]) if shorten else match[0]
        pieces += [(text[at : match.start()], None), (shown, match[0])]
        at = match.end()
    return pieces + [(text[at:], None)], None


def mastodon(body):
    """app/lib/text_formatter.rb: scheme and www. are hidden, 30 characters are shown."""
    def short(url):
        bare = re.sub(r"^https?://(www\.)?", "", url)
        return bare if len(bare) <= 30 else bare[:30] + "…"
    return linked(body["status"], short)


RENDER = {
    "bluesky": bluesky, "telegram": telegram, "mastodon": mastodon,
    "discord-bot": lambda body: linked(body["content"]), "discord-webhook": lambda body: linked(body["content"]),
    "slack": lambda body: linked(html.unescape(body["text"])),
    "slack-webhook": lambda body: linked(html.unescape(body["text"])),
    "webhook": lambda body: linked(body["data"]["text"]),
}

# Background, text, link, font, width of the column: as each network's own pages have them, near enough to judge a text by.
LOOK = {
    "bluesky": ("#ffffff", "#0b0f14", "#1083fe", "15px/20px Inter, sans-serif", 600),
    "mastodon": ("#ffffff", "#1f232b", "#5638cc", "15px/22px Roboto, sans-serif", 600),
    "telegram": ("#ffffff", "#000000", "#168acd", "16px/21px Roboto, sans-serif", 440),
    "discord-bot": ("#313338", "#dbdee1", "#00a8fc", "16px/22px 'gg sans', 'Noto Sans', sans-serif", 720),
    "discord-webhook": ("#313338", "#dbdee1", "#00a8fc", "16px/22px 'gg sans', 'Noto Sans', sans-serif", 720),
    "slack": ("#ffffff", "#1d1c1d", "#1264a3", "15px/22px Lato, sans-serif", 720),
    "slack-webhook": ("#ffffff", "#1d1c1d", "#1264a3", "15px/22px Lato, sans-serif", 720),
    "webhook": ("#f6f6f6", "#222222", "#0b57d0", "14px/20px monospace", 720),
}


def page(name, body):
    """One post as a page."""
    pieces, card = RENDER[name](body)
    background, text, link, font, width = LOOK[name]
    said = "".join(
        html.escape(piece) if target is None else f'<a href="{html.escape(target)}">{html.escape(piece)}</a>'
        for piece, target in pieces)
    below = ""
    if card:
        host = re.sub(r"^https?://([^/]+).*", r"\1", card["uri"])
        below = (f'<div class=card><b>{html.escape(card["title"])}</b><p>{html.escape(card["description"])}</p>'
                 f"<small>{html.escape(host)}</small></div>")
    return f"""<!doctype html><meta charset=utf-8><title>{name}</title><style>
body {{ margin: 0; padding: 16px; background: {background}; color: {text}; font: {font}; width: {width}px }}
h1 {{ font-size: 15px; margin: 0 0 4px }} h1 small {{ font-weight: normal; opacity: .6 }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere }} a {{ color: {link}; text-decoration: none }}
.card {{ border: 1px solid #d4dbe2; border-radius: 8px; padding: 10px 12px; margin-top: 10px }}
.card p {{ margin: 4px 0; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden }}
.card small {{ opacity: .6 }}</style>
<h1>The Harbour Courier <small>{name}</small></h1><div class=text>{said}</div>{below}
"""
