// The thread sanitizer sees what the compiler put its checks into, and that Swift's library was built without them: where a
// Synchronization.Mutex is contended, its lock is taken there, by the kernel, and what it guards looks like a race. Under the sanitizer
// alone these two take that part's place (the linker prefers a program's own symbols): a lock that is waited for by asking
// again, with the same word and the same orders, which the sanitizer sees. Swift's own: stdlib/public/Synchronization/Mutex/LinuxImpl.swift
// (https://github.com/swiftlang/swift), whose symbols bear these names.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

__attribute__((swiftcall)) void neap_lock_slow(uint32_t thread, __attribute__((swift_context)) _Atomic(uint32_t) *word)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
__attribute__((swiftcall)) void neap_unlock_slow(__attribute__((swift_context)) _Atomic(uint32_t) *word)
    __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");

__attribute__((swiftcall)) void neap_lock_slow(uint32_t thread, __attribute__((swift_context)) _Atomic(uint32_t) *word) {
  while (1) {
    uint32_t expected = 0;
    if (atomic_compare_exchange_weak_explicit(word, &expected, thread, memory_order_acquire, memory_order_relaxed)) return;
    // A thread that takes its own lock again would wait for ever.
    if (expected == thread) abort();
    sched_yield();
  }
}

__attribute__((swiftcall)) void neap_unlock_slow(__attribute__((swift_context)) _Atomic(uint32_t) *word) {
  atomic_store_explicit(word, 0, memory_order_release);
}
#endif
#endif
