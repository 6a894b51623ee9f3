@testable import HeraldText

/// The addresses in a text, as strings.
enum DetectedAddresses {
  static func inText(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return URLDetection.urls(in: scalars).map { String(String.UnicodeScalarView(scalars[$0.range])) }
  }
}
