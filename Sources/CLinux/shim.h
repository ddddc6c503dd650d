#pragma once

// What Swift's Glibc leaves out of Linux: epoll, inotify, timers as descriptors, how memory is kept, and who is at the other end of a socket.

// Without _GNU_SOURCE, which would give system structures other members than Swift's Glibc knows.
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

// What is large goes back to the system as soon as it is freed: glibc would learn to keep blocks of up to 32 MiB.
static inline void return_large_blocks(void) { mallopt(M_MMAP_THRESHOLD, 1 << 20); }

// So do the pages of the heap that hold nothing any more.
static inline void return_free_pages(void) { malloc_trim(0); }

// Bytes that the heap holds for the program, apart from the pages that only its holes are in.
static inline size_t heap_bytes(void) {
  struct mallinfo2 heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

enum { EPOLL_READABLE = EPOLLIN, EPOLL_WRITABLE = EPOLLOUT };

static inline int epoll_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

// Waits for what `events` says on `descriptor` from now on; 0 waits for its end alone.
static inline int epoll_add(int epoll, int descriptor, uint32_t events) {
  struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static inline int epoll_change(int epoll, int descriptor, uint32_t events) {
  struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
  return epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event);
}

static inline int epoll_remove(int epoll, int descriptor) {
  struct epoll_event event = {0};
  return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event);
}

// The descriptors that are ready now, at most `most`.
static inline int epoll_ready(int epoll, int *descriptors, uint32_t *events, int most) {
  struct epoll_event found[64];
  int count = epoll_wait(epoll, found, most < 64 ? most : 64, 0);
  for (int i = 0; i < count; i++) {
    descriptors[i] = found[i].data.fd;
    events[i] = found[i].events;
  }
  return count;
}

static inline int timer_open(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK); }

// Once, in so many milliseconds; 0 takes it back.
static inline void timer_set(int timer, long milliseconds) {
  struct itimerspec time = {.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000000}};
  timerfd_settime(timer, 0, &time, NULL);
}

static inline int counter_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Takes the number out of a timer or a counter.
static inline void counter_drain(int descriptor) {
  uint64_t count;
  ssize_t ignored = read(descriptor, &count, sizeof count);
  (void)ignored;
}

static inline void counter_raise(int descriptor) {
  uint64_t one = 1;
  ssize_t ignored = write(descriptor, &one, sizeof one);
  (void)ignored;
}

static inline int folder_watch_open(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }

static inline int folder_watch_add(int watch, const char *folder) {
  return inotify_add_watch(watch, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_MODIFY | IN_CREATE | IN_DELETE_SELF |
                                              IN_MOVE_SELF | IN_ONLYDIR);
}

static inline void folder_watch_remove(int watch, int folder) { inotify_rm_watch(watch, folder); }

// What an event of a folder tells: a file was written and closed, or moved here; it is being written; the folder is
// gone, or events were lost.
enum { FOLDER_SAVED = 1, FOLDER_WRITING = 2, FOLDER_GONE = 4 };

// The event at `*offset` of what was read; moves on to the next. NULL where there is none, "" where it is the folder's.
static inline const char *folder_watch_next(const char *bytes, ssize_t length, ssize_t *offset, int *what) {
  struct inotify_event event;
  if (length - *offset < (ssize_t)sizeof event) return NULL;
  memcpy(&event, bytes + *offset, sizeof event);
  const char *name = event.len > 0 ? bytes + *offset + sizeof event : "";
  *offset += (ssize_t)(sizeof event + event.len);
  *what = 0;
  if (event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) *what |= FOLDER_SAVED;
  if (event.mask & (IN_MODIFY | IN_CREATE)) *what |= FOLDER_WRITING;
  if (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_Q_OVERFLOW | IN_UNMOUNT)) *what |= FOLDER_GONE;
  return name;
}

// The user at the other end of a Unix socket; -1 where that cannot be told.
static inline long socket_peer_user(int socket) {
  // `struct ucred`, which only _GNU_SOURCE declares.
  struct { pid_t process; uid_t user; gid_t group; } peer;
  socklen_t size = sizeof peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? (long)peer.user : -1;
}

static inline int socket_open(void) { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0); }

static inline int socket_address(const char *path, struct sockaddr_un *address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  size_t length = strlen(path);
  if (length >= sizeof address->sun_path) return -1;
  memcpy(address->sun_path, path, length + 1);
  return 0;
}

static inline int socket_bind(int socket, const struct sockaddr_un *address) {
  return bind(socket, (const struct sockaddr *)address, sizeof *address);
}

static inline int socket_connect(int socket, const struct sockaddr_un *address) {
  return connect(socket, (const struct sockaddr *)address, sizeof *address);
}

static inline int socket_accept(int socket) {
  int peer = accept(socket, NULL, NULL);
  if (peer >= 0) {
    fcntl(peer, F_SETFD, FD_CLOEXEC);
    fcntl(peer, F_SETFL, O_NONBLOCK);
  }
  return peer;
}

// Never raises SIGPIPE.
static inline ssize_t socket_write(int socket, const void *bytes, size_t count) {
  return send(socket, bytes, count, MSG_NOSIGNAL);
}
