/// A sender whose far side lets a message that it took be deleted again: for `herald channels test`. Nothing that was queued
/// is ever deleted by Herald.
public protocol DeletingSender: Sender {
  /// Deletes what a receipt of this sender's names; nil when it is gone, also when it was gone before.
  func delete(_ receipt: Receipt) async -> Failure?
}
