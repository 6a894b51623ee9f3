import Herald

extension CalendarDay {
  /// The day as a person writes it in a language: `23 November 2026`, `23. November 2026`, `23 ноября 2026 года`.
  /// `language` is a BCP 47 code, of which the language itself counts (`en`, `ru`, `kk`, `de`, `fr`, `es`). Every other
  /// language, and none, is `2026-11-23` (ISO 8601), which nobody misreads. The same on every machine.
  public func inWords(_ language: String?) -> String {
    let code = (language ?? "").prefix { $0 != "-" && $0 != "_" }.lowercased()
    guard let months = Self.months[code] else { return description }
    let name = months[month - 1]
    return switch code {
    case "de": "\(day). \(name) \(year)"
    case "fr": "\(day == 1 ? "1er" : String(day)) \(name) \(year)"
    case "es": "\(day) de \(name) de \(year)"
    case "ru": "\(day) \(name) \(year) года"
    case "kk": "\(year) жылғы \(day) \(name)"
    default: "\(day) \(name) \(year)"
    }
  }

  private static let months = [
    "en": names("January February March April May June July August September October November December"),
    "ru": names("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    "kk": names("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
    "de": names("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "fr": names("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": names("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
  ]

  private static func names(_ twelve: String) -> [String] { twelve.split(separator: " ").map(String.init) }
}
