#include "process/seccomp_filter.hpp"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
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

// clang-format off
constexpr std::uint32_t refused_calls[] = {
    // Connections. The socket to the parent is there already.
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
    // Programs.
    SYS_execve, SYS_execveat,
    // Other processes.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_migrate_pages, SYS_move_pages,
    SYS_setpriority, SYS_ioprio_set, SYS_setpgid, 424 /*pidfd_send_signal*/, 434 /*pidfd_open*/, 438 /*pidfd_getfd*/,
    440 /*process_madvise*/, 448 /*process_mrelease*/,
    // Mounts and namespaces.
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, 428 /*open_tree*/, 429 /*move_mount*/,
    430 /*fsopen*/, 431 /*fsconfig*/, 432 /*fsmount*/, 433 /*fspick*/, 442 /*mount_setattr*/, 467 /*open_tree_attr*/,
    // The kernel itself.
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_name_to_handle_at,
    SYS_open_by_handle_at, SYS_fanotify_init, 425 /*io_uring_setup*/, 426 /*io_uring_enter*/, 427 /*io_uring_register*/,
    // Memory that RLIMIT_DATA does not count, or that outlives the process.
    SYS_memfd_create, 447 /*memfd_secret*/, SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semctl, SYS_semop,
    SYS_semtimedop, SYS_msgget, SYS_msgctl, SYS_msgsnd, SYS_msgrcv, SYS_mq_open, SYS_mq_unlink,
    // The limits set so far.
    SYS_setrlimit,
    // Files, also those that are open for reading only.
    SYS_truncate, SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_mkdirat, SYS_linkat, SYS_symlinkat, SYS_mknodat,
    SYS_fchmod, SYS_fchmodat, 452 /*fchmodat2*/, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr, SYS_lsetxattr,
    SYS_fsetxattr, 463 /*setxattrat*/, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr, 466 /*removexattrat*/,
    469 /*file_setattr*/, SYS_flock,
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#ifdef __x86_64__  // what newer architectures never had
    SYS_fork, SYS_vfork, SYS_creat, SYS_rename, SYS_unlink, SYS_mkdir, SYS_rmdir, SYS_link, SYS_symlink, SYS_mknod,
    SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat, SYS_uselib,
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

    void allow_the_rest() { verdict(0); }

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

    std::array<sock_filter, 512> steps_{};
    std::size_t count_ = 0;
};

void write_rules(Rules& rules) {
    // Whatever comes after this list is refused as by a kernel that does not know it: libraries have another way.
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
    // Not among them: leases, locks, and whose signals announce I/O. For ioctl no descriptor here has a use.
    rules.allow_only(SYS_fcntl, 1, {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GET_SEALS});
    rules.refuse(SYS_ioctl, ENOTTY);
    for (const std::uint32_t call : refused_calls)
        rules.refuse(call);
    rules.allow_the_rest();
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
