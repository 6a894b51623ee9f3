import Foundation
import Herald

/// The present moment: the one place that asks the clock.
func presentMoment() -> Instant { Instant(Date()) }
