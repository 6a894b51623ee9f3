/// A number with its noun: `1 brief`, `2 briefs`, `no briefs`.
func counted(_ number: Int, _ noun: String) -> String {
  switch number {
  case 0: "no \(noun)s"
  case 1: "1 \(noun)"
  default: "\(number) \(noun)s"
  }
}
