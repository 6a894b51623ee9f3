extension String {
  /// The text on one line, safe to stand in a post or a mail: every run of white space is one space (no-break spaces
  /// stay), none at the ends; control characters, bidi overrides, soft hyphens and zero-width spaces are gone.
  var onOneLine: String {
    var scalars = String.UnicodeScalarView()
    var spaceDue = false
    for scalar in unicodeScalars {
      if Character(scalar).isBreakingSpace || scalar.value == 0x85 {
        spaceDue = true
      } else if !scalar.isNeverSent, scalar.value != 0xAD, scalar.value != 0x200B {
        if spaceDue, !scalars.isEmpty { scalars.append(" ") }
        spaceDue = false
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
