#include "process/linux/seccomp_filter.hpp"

#if defined(__x86_64__) || defined(__aarch64__)

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace photolibrary::process {
namespace {

#ifdef __x86_64__
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#endif

// From 424 on a call has the same number on every processor; headers are often older than the kernel.
constexpr std::uint32_t newest_call_known = 469;  // file_setattr, Linux 6.17
constexpr std::uint32_t nr_clone3 = 435, nr_openat2 = 437;
constexpr std::uint32_t pr_set_vma = 0x53564d41;  // PR_SET_VMA, Linux 5.17

// clang-format off
/// What decoders, oneTBB and glibc were seen to use with every format on Debian 12 and 13, and what stands in for it in
/// other versions of them. All of it acts on this process alone, or on descriptors that it has.
constexpr std::uint32_t allowed_calls[] = {
    // Locks and threads.
    SYS_futex, SYS_sched_yield, SYS_set_robust_list, SYS_get_robust_list, SYS_rseq, SYS_set_tid_address, SYS_exit,
    SYS_exit_group, SYS_gettid, SYS_getpid, SYS_getppid, SYS_sched_getaffinity, SYS_sched_getparam,
    SYS_sched_getscheduler, SYS_sched_get_priority_max, SYS_sched_get_priority_min, SYS_getcpu, SYS_getpriority,
    SYS_membarrier, 449 /*futex_waitv*/, 454 /*futex_wake*/, 455 /*futex_wait*/, 456 /*futex_requeue*/,
    // Memory.
    SYS_brk, SYS_munmap, SYS_mprotect, SYS_mremap, SYS_madvise, SYS_mincore, SYS_msync, SYS_get_mempolicy,
    SYS_set_mempolicy, SYS_mbind, SYS_pkey_mprotect, SYS_pkey_alloc, SYS_pkey_free, 453 /*map_shadow_stack*/,
    462 /*mseal*/,
    // Files that are open, or that Landlock lets it open.
    SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_preadv2, SYS_write, SYS_writev, SYS_lseek, SYS_close,
    SYS_dup, SYS_dup3, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_statfs, SYS_fstatfs, SYS_getdents64, SYS_faccessat,
    SYS_readlinkat, SYS_getcwd, SYS_fadvise64, 436 /*close_range*/, 439 /*faccessat2*/,
    // Waiting, and the channel.
    SYS_ppoll, SYS_pselect6, SYS_recvmsg, SYS_sendmsg, SYS_recvfrom, SYS_sendto, SYS_shutdown, SYS_eventfd2, SYS_pipe2,
    SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_pwait,
    // Signals and time.
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_rt_sigpending, SYS_rt_sigtimedwait, SYS_sigaltstack,
    SYS_restart_syscall, SYS_timer_create, SYS_timer_settime, SYS_timer_gettime, SYS_timer_getoverrun, SYS_timer_delete,
    SYS_nanosleep, SYS_clock_nanosleep, SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_times, SYS_getrusage,
    // What it is, and where.
    SYS_getrandom, SYS_uname, SYS_sysinfo, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_getresuid,
    SYS_getresgid, SYS_getgroups, SYS_getpgid, SYS_getsid, SYS_getrlimit, SYS_capget, SYS_umask,
#ifdef __x86_64__
    SYS_poll, SYS_select, SYS_dup2, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_getdents, SYS_eventfd, SYS_pipe,
    SYS_epoll_create, SYS_epoll_wait, SYS_time, SYS_arch_prctl, SYS_getpgrp, SYS_pause,
#endif
};
// clang-format on

/// Writes a filter: a program over one system call's number and arguments, from top to bottom. Every rule leaves by a
/// verdict or goes on with the call's number still loaded.
class Rules {
  public:
    void only_this_architecture() {
        load(offsetof(seccomp_data, arch));
        add(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0);
        verdict(EPERM);
        load(offsetof(seccomp_data, nr));
    }

    /// Also catches the x32 calls of x86-64, whose numbers begin at 2^30.
    void nothing_above(std::uint32_t call, std::uint32_t error) {
        add(BPF_JMP | BPF_JGT | BPF_K, call, 0, 1);
        verdict(error);
    }

    void refuse(std::uint32_t call, std::uint32_t error = EPERM) {
        for_call(call, [&] { verdict(error); });
    }

    void refuse_if_any_bit(std::uint32_t call, unsigned argument, std::uint32_t bits) {
        for_call(call, [&] {
            load_argument(argument);
            add(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
            verdict(EPERM);
            verdict(0);
        });
    }

    /// Its argument must be one of these values.
    void allow_only(std::uint32_t call, unsigned argument, std::initializer_list<std::uint32_t> values) {
        for_call(call, [&] {
            load_argument(argument);
            auto left = static_cast<std::uint8_t>(values.size());
            for (const std::uint32_t value : values)
                add(BPF_JMP | BPF_JEQ | BPF_K, value, left--, 0);
            verdict(EPERM);
            verdict(0);
        });
    }

    /// Shared and growing memory escapes RLIMIT_DATA. A file may be shared: its pages are the file's.
    void mmap_is_counted() {
        for_call(SYS_mmap, [&] {
            load_argument(3);
            add(BPF_JMP | BPF_JSET | BPF_K, MAP_GROWSDOWN, 2, 0);
            add(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 2);
            add(BPF_JMP | BPF_JSET | BPF_K, MAP_SHARED, 0, 1);  // a bit of MAP_SHARED_VALIDATE, too
            verdict(EPERM);
            verdict(0);
        });
    }

    /// All children share the pipe behind STDERR, and whether writing to it waits for a reader.
    void setting_flags_keeps_nonblocking() {
        for_call(SYS_fcntl, [&] {
            load_argument(1);
            add(BPF_JMP | BPF_JEQ | BPF_K, F_SETFL, 0, 4);
            load_argument(2);
            add(BPF_JMP | BPF_JSET | BPF_K, O_NONBLOCK, 0, 1);
            verdict(0);
            verdict(EPERM);
            load(offsetof(seccomp_data, nr));
        });
    }

    /// Only threads of this process, and none in a namespace of its own.
    void clone_makes_threads() {
        for_call(SYS_clone, [&] {
            load_argument(0);
            add(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
            add(BPF_JMP | BPF_JSET | BPF_K, namespaces, 0, 1);
            verdict(EPERM);
            verdict(0);
        });
    }

    /// Asking for own limits is fine, setting any is not: the new ones, a pointer, must be null.
    void prlimit_only_asks(std::uint32_t own) {
        for_call(SYS_prlimit64, [&] {
            load_argument(0);
            add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
            add(BPF_JMP | BPF_JEQ | BPF_K, own, 0, 5);
            load_argument(2);
            add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
            load(argument_offset(2) + sizeof(std::uint32_t));
            add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
            verdict(0);
            verdict(EPERM);
        });
    }

    void allow(std::uint32_t call) {
        for_call(call, [&] { verdict(0); });
    }

    void refuse_the_rest() { verdict(EPERM); }

    std::span<sock_filter> program() { return {steps_.data(), count_}; }

  private:
    static constexpr std::uint32_t namespaces =
        CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

    /// Both processors are little-endian: the lower half of an argument comes first. It is all that the kernel looks at
    /// in arguments of type int.
    static constexpr std::uint32_t argument_offset(unsigned argument) {
        return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + sizeof(std::uint64_t) * argument);
    }

    void add(unsigned code, std::uint32_t operand, std::uint8_t if_true = 0, std::uint8_t if_false = 0) {
        steps_.at(count_++) = {static_cast<std::uint16_t>(code), if_true, if_false, operand};
    }
    void load(std::size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
    void load_argument(unsigned argument) { load(argument_offset(argument)); }
    /// Adds steps that a filtered call with another number jumps over.
    template <class AddSteps>
    void for_call(std::uint32_t call, AddSteps add_steps) {
        const std::size_t jump = count_;
        add(BPF_JMP | BPF_JEQ | BPF_K, call);
        add_steps();
        steps_.at(jump).jf = static_cast<std::uint8_t>(count_ - jump - 1);
    }
    /// 0: the call is allowed.
    void verdict(std::uint32_t error) {
        add(BPF_RET | BPF_K, error == 0 ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | (error & SECCOMP_RET_DATA));
    }

    std::array<sock_filter, 1024> steps_{};
    std::size_t count_ = 0;
};

void write_rules(Rules& rules) {
    // Whatever is newer than this file is refused as by a kernel that does not know it: libraries have another way.
    // So are clone3 and openat2, whose arguments a filter cannot see; glibc falls back to clone.
    constexpr std::uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    const auto own = static_cast<std::uint32_t>(::getpid());
    rules.only_this_architecture();
    rules.nothing_above(newest_call_known, ENOSYS);
    rules.refuse(nr_clone3, ENOSYS);
    rules.refuse(nr_openat2, ENOSYS);
    rules.clone_makes_threads();
    rules.refuse_if_any_bit(SYS_openat, 2, writing);
#ifdef SYS_open
    rules.refuse_if_any_bit(SYS_open, 1, writing);
#endif
    // abort() and pthread_kill() signal the own process.
    for (const std::uint32_t call : {SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo})
        rules.allow_only(call, 0, {own});
    for (const std::uint32_t call :
         {SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr, SYS_sched_setaffinity})
        rules.allow_only(call, 0, {0});
    rules.prlimit_only_asks(own);
    rules.mmap_is_counted();
    // The name of a thread and of memory; what lives on after its parent is nobody's any more.
    rules.allow_only(SYS_prctl, 0, {PR_SET_NAME, PR_GET_NAME, pr_set_vma, PR_GET_DUMPABLE});
    // Not among them: leases, locks, and whose signals announce I/O. For ioctl no descriptor here has a use.
    rules.setting_flags_keeps_nonblocking();
    rules.allow_only(SYS_fcntl, 1, {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_GET_SEALS});
    rules.refuse(SYS_ioctl, ENOTTY);
    for (const std::uint32_t call : allowed_calls)
        rules.allow(call);
    rules.refuse_the_rest();
}

}  // namespace

bool has_seccomp() noexcept {
    const std::uint32_t action = SECCOMP_RET_ERRNO;
    return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool install_seccomp_filter() noexcept {
    Rules rules;
    write_rules(rules);
    const auto program = rules.program();
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    // Kernels before 5.16 would also slow the processor down against attacks that need code of the attacker's.
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter) == 0) return true;
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace photolibrary::process

#else

namespace photolibrary::process {

bool has_seccomp() noexcept {
    return false;
}

bool install_seccomp_filter() noexcept {
    return false;
}

}  // namespace photolibrary::process

#endif
