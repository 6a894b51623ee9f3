import Foundation

extension String {
  /// Whether both have the same UTF-8. `==` also takes canonically equivalent texts for equal (é as one scalar or two).
  func hasOctets(of other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return true }
        // Two copies of one string share their storage.
        return left == right || memcmp(left, right, utf8.count) == 0
      }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}
