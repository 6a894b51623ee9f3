import CCurl

/// libcurl's multi interface on a loop: it tells which sockets to watch and when to be called, and is called then.
/// Touched on the loop's thread alone.
final class CurlMulti {
  private unowned let loop: TransferLoop
  private let multi: UnsafeMutableRawPointer
  private var watched: Set<Int32> = []
  private var timer: Int?
  private var endings: [UnsafeMutableRawPointer: (CURLcode) -> Void] = [:]

  init(loop: TransferLoop) {
    self.loop = loop
    curl_global_init(Int(CURL_GLOBAL_ALL))
    guard let multi = curl_multi_init() else { preconditionFailure("libcurl has no memory") }
    self.multi = multi
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_multi_set_socket_function(
      multi,
      { _, descriptor, what, context, _ in
        context.map { Unmanaged<CurlMulti>.fromOpaque($0).takeUnretainedValue().watch(descriptor, what) }
        return 0
      }, context)
    _ = ccurl_multi_set_timer_function(
      multi,
      { _, milliseconds, context in
        context.map { Unmanaged<CurlMulti>.fromOpaque($0).takeUnretainedValue().setTimer(milliseconds) }
        return 0
      }, context)
  }

  /// Begins a transfer. `ended` is called once, on the loop, unless it is removed before.
  func add(_ easy: UnsafeMutableRawPointer, ended: @escaping (CURLcode) -> Void) {
    endings[easy] = ended
    let code = curl_multi_add_handle(multi, easy)
    if code != CURLM_OK {
      endings[easy] = nil
      ended(CURLE_FAILED_INIT)
    }
  }

  /// Ends a transfer, or closes the connection that it left open.
  func remove(_ easy: UnsafeMutableRawPointer) {
    endings[easy] = nil
    curl_multi_remove_handle(multi, easy)
  }

  func happened(on descriptor: Int32, _ events: UInt32) {
    var mask: Int32 = 0
    if events & EPOLLIN.rawValue != 0 { mask |= Int32(CURL_CSELECT_IN) }
    if events & EPOLLOUT.rawValue != 0 { mask |= Int32(CURL_CSELECT_OUT) }
    if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { mask |= Int32(CURL_CSELECT_ERR) }
    act(descriptor, mask)
  }

  private func act(_ descriptor: Int32, _ mask: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(multi, descriptor, mask, &running)
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      endings.removeValue(forKey: easy)?(message.pointee.data.result)
    }
  }

  private func watch(_ descriptor: Int32, _ what: Int32) {
    let isNew = !watched.contains(descriptor)
    guard what != CURL_POLL_REMOVE else {
      if watched.remove(descriptor) != nil { loop.watchConnection(descriptor, events: 0, isNew: false) }
      return
    }
    var events: UInt32 = 0
    if what & CURL_POLL_IN != 0 { events |= EPOLLIN.rawValue }
    if what & CURL_POLL_OUT != 0 { events |= EPOLLOUT.rawValue }
    watched.insert(descriptor)
    loop.watchConnection(descriptor, events: events, isNew: isNew)
  }

  /// -1: no timer.
  private func setTimer(_ milliseconds: Int) {
    if let timer { loop.unschedule(timer) }
    timer = nil
    guard milliseconds >= 0 else { return }
    timer = loop.schedule(at: .now + .milliseconds(milliseconds)) { [unowned self] in
      timer = nil
      act(CURL_SOCKET_TIMEOUT, 0)
    }
  }
}
