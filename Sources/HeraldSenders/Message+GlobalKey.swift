import Herald

extension Message {
  /// What names this message to a far side that knows other newsrooms too: the same in every attempt, another for every
  /// other message. 64 hexadecimal digits.
  ///
  /// A job's number is unique within one store alone; with the moment of its first claim and what it says, no two stores
  /// make the same. A copy of a store makes the same as the original, which is the point.
  func globalKey(createdAt: Instant) -> SHA256Digest {
    SHA256Digest(of: "herald\n\(channel)\n\(key)\n\(createdAt.microseconds)\n\(content.sha256)")
  }

  /// The envelope of a post; a failure for a mail.
  func postEnvelope(for sender: String) -> Result<PostEnvelope, Failure> {
    guard case .post(let envelope) = envelope else {
      return .failure(Failure("\(sender) carries posts, and this is a mail of a digest: give it a channel of another kind"))
    }
    return .success(envelope)
  }
}
