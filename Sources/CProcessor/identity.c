#define _GNU_SOURCE
#include <elf.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include "CProcessor.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

struct gathered {
  uint8_t *bytes;
  size_t room, count;
};

static void put(struct gathered *all, const void *bytes, size_t count) {
  if (all->count + count <= all->room) memcpy(all->bytes + all->count, bytes, count);
  all->count += count;
}

// The build id that the linker left in an object; where it left none, the file that it is.
static int put_object(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  struct gathered *all = context;
  // The kernel's own: it computes no sample.
  if (strstr(object->dlpi_name, "linux-vdso")) return 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    if (object->dlpi_phdr[i].p_type != PT_NOTE) continue;
    const uint8_t *at = (const uint8_t *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr);
    const uint8_t *end = at + object->dlpi_phdr[i].p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
      const uint8_t *name = at + sizeof *note;
      const uint8_t *content = name + ((note->n_namesz + 3) & ~3u);
      if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
        put(all, content, note->n_descsz);
        return 0;
      }
      at = content + ((note->n_descsz + 3) & ~3u);
    }
  }
  struct stat facts;
  if (stat(object->dlpi_name[0] ? object->dlpi_name : "/proc/self/exe", &facts) == 0) {
    put(all, &facts.st_dev, sizeof facts.st_dev);
    put(all, &facts.st_ino, sizeof facts.st_ino);
    put(all, &facts.st_size, sizeof facts.st_size);
    put(all, &facts.st_mtim, sizeof facts.st_mtim);
    put(all, &facts.st_ctim, sizeof facts.st_ctim);
  }
  return 0;
}

size_t processor_code_identity(uint8_t *bytes, size_t room) {
  struct gathered all = {bytes, room, 0};
  dl_iterate_phdr(put_object, &all);
  // Libraries choose their code by what the processor can do.
#if defined(__x86_64__)
  unsigned a, b, c, d;
  if (__get_cpuid(1, &a, &b, &c, &d)) {
    // Of b, most tells which of the processors this is.
    put(&all, &a, sizeof a);
    put(&all, &c, sizeof c);
    put(&all, &d, sizeof d);
  }
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
    put(&all, &b, sizeof b);
    put(&all, &c, sizeof c);
  }
#else
  unsigned long abilities[2] = {getauxval(AT_HWCAP), getauxval(AT_HWCAP2)};
  put(&all, abilities, sizeof abilities);
#endif
  return all.count;
}
