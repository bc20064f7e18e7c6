// Runs a command and prints, behind its output, how many microseconds of processor time it and all that it started
// took:
//   reap COMMAND [ARGUMENT...]
// Processes that detach themselves, as the one that decoding processes come from, are counted too: what loses its
// parent becomes a child of this one (PR_SET_CHILD_SUBREAPER), which waits for all.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace {

std::int64_t microseconds(const timeval& time) {
    return time.tv_sec * std::int64_t{1'000'000} + time.tv_usec;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2 || ::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) return 2;
    const pid_t child = ::fork();
    if (child == 0) {
        ::execvp(arguments[1], arguments + 1);
        _exit(127);
    }
    int result = 2;
    int status = 0;
    for (pid_t ended = ::wait(&status); ended > 0; ended = ::wait(&status)) {
        if (ended == child) result = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    }
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    std::printf("%lld\n", static_cast<long long>(microseconds(usage.ru_utime) + microseconds(usage.ru_stime)));
    return result;
}
