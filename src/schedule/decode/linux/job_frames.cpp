#include "schedule/decode/linux/job_frames.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/plain_text.hpp"
#include "process/linux/wire.hpp"

namespace photolibrary::schedule {
namespace {

using core::Failure;
using core::FailureReason;
using core::Outcome;
using process::WireReader;
using process::WireWriter;

static_assert(analysis::Cheapest::max_candidates + 1 <= process::Channel::max_descriptors);

enum class Kind : std::uint8_t { Job, Ready, Result, Dying };
constexpr std::size_t kinds = 4;

constexpr std::uint32_t max_message = 2000;
constexpr std::uint32_t max_name = 64;
/// More than any job reads; thousands of them still add up without an overflow.
constexpr std::uint64_t most_bytes_read = std::uint64_t{1} << 48;

Outcome<core::UniqueFd> to_sealed_memory(const std::string& bytes) {
    core::UniqueFd fd =
        core::above_standard_streams(core::UniqueFd(::memfd_create("photolibrary", MFD_CLOEXEC | MFD_ALLOW_SEALING)));
    std::size_t written = 0;
    while (fd && written < bytes.size()) {
        const ssize_t n = ::write(fd.get(), bytes.data() + written, bytes.size() - written);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        written += static_cast<std::size_t>(n);
    }
    if (fd && written == bytes.size()) {
        ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
        return fd;
    }
    constexpr std::string_view what = "its bytes cannot be handed to a decoding process";
    const int error = errno;
    if (std::optional<Failure> lack = core::shortage(error, what)) return *std::move(lack);
    return Failure{FailureReason::Internal,
                   std::string(what) + ": " +
                       (error == EFBIG ? "this process may write no file of " + std::to_string(bytes.size()) +
                                             " bytes, which includes files in memory (ulimit -f)"
                                       : std::system_category().message(error))};
}

std::shared_ptr<const core::UniqueFd> shared(core::UniqueFd fd) {
    return std::make_shared<const core::UniqueFd>(std::move(fd));
}

struct Opening {
    Outcome<OpenSource> operator()(const analysis::File& file) const {
        if (file.descriptor) return OpenSource{{file.descriptor}};
        return alone(core::open_file(file.path));
    }

    Outcome<OpenSource> operator()(const analysis::Bytes& bytes) const { return alone(to_sealed_memory(*bytes.bytes)); }

    Outcome<OpenSource> operator()(const analysis::Cheapest& cheapest) const {
        Outcome<OpenSource> opened = (*this)(cheapest.truth);
        for (std::size_t i = 0; opened && i < std::min(cheapest.candidates.size(), analysis::Cheapest::max_candidates);
             ++i) {
            Outcome<core::UniqueFd> fd = core::open_file(cheapest.candidates[i].path);
            if (fd.shortage() != nullptr) return std::move(fd).failure();
            opened.value().files.push_back(fd ? shared(std::move(fd).value()) : nullptr);
        }
        return opened;
    }

    static Outcome<OpenSource> alone(Outcome<core::UniqueFd> fd) {
        if (!fd) return std::move(fd).failure();
        return OpenSource{{shared(std::move(fd).value())}};
    }
};

void put_options(WireWriter& writer, const analysis::Options& options) {
    analysis::visit_fields(options, [&](const auto& field) { writer.put(field); });
}

/// Takes one field from the frame, whatever its type.
struct TakeField {
    WireReader& reader;

    template <class Number>
    requires std::is_arithmetic_v<Number>
    void operator()(Number& field) const noexcept { field = reader.take<Number>(); }
    void operator()(palette::Style& field) const noexcept {
        field = reader.take_enum<palette::Style>(palette::style_count);
    }
    void operator()(std::chrono::duration<double>& field) const noexcept {
        field = std::chrono::duration<double>(reader.take<double>());
    }
};

analysis::Options take_options(WireReader& reader) {
    analysis::Options options;
    analysis::visit_fields(options, TakeField{reader});
    options.colors = std::clamp<int>(options.colors, 1, palette::max_colors);
    return options;
}

void put_rgb(WireWriter& writer, palette::Rgb color) {
    writer.put(color.packed());
}

palette::Rgb take_rgb(WireReader& reader) {
    return palette::Rgb::from_packed(reader.take_up_to<std::uint32_t>(0xFFFFFF));
}

void put_analysis(WireWriter& writer, const analysis::Analysis& analysis) {
    const palette::Palette& palette = analysis.palette;
    writer.put(static_cast<std::uint8_t>(palette.swatches.size()));
    for (const palette::Swatch& swatch : palette.swatches) {
        put_rgb(writer, swatch.color);
        writer.put(swatch.share);
    }
    put_rgb(writer, palette.average);
    writer.put(palette.monochrome).put(palette.has_transparency).put(analysis.width).put(analysis.height);
    writer.put(static_cast<std::uint8_t>(analysis.candidate.has_value())).put(analysis.candidate.value_or(0));
    writer.put(analysis.bytes_read);
    writer.put(analysis.decode.decoder).put(analysis.decode.method).put(analysis.decode.scale_eighths);
    writer.put(analysis.decode.thumbnail_side);
    writer.put_text(analysis.decode.color_space).put(analysis.decode.gamut);
}

analysis::Analysis take_analysis(WireReader& reader) {
    analysis::Analysis analysis;
    palette::Palette& palette = analysis.palette;
    const auto count = reader.take_up_to<std::uint8_t>(palette::max_colors);
    for (int i = 0; i < count; ++i) {
        const palette::Rgb color = take_rgb(reader);
        palette.swatches.push_back({color, reader.take<double>()});
    }
    palette.average = take_rgb(reader);
    palette.monochrome = reader.take_up_to<std::uint8_t>(1) != 0;
    palette.has_transparency = reader.take_up_to<std::uint8_t>(1) != 0;
    analysis.width = reader.take<std::uint32_t>();
    analysis.height = reader.take<std::uint32_t>();
    const bool is_candidate = reader.take_up_to<std::uint8_t>(1) != 0;
    const auto candidate = reader.take<std::uint32_t>();
    if (is_candidate) analysis.candidate = candidate;
    analysis.bytes_read = reader.take<std::uint64_t>();
    analysis.decode.decoder = reader.take_enum<image::Decoder>(image::decoder_count);
    analysis.decode.method = reader.take_enum<image::Method>(image::method_count);
    analysis.decode.scale_eighths = reader.take_up_to<std::uint8_t>(8);
    analysis.decode.thumbnail_side = reader.take<std::uint32_t>();
    analysis.decode.color_space = reader.take_text(max_name);
    analysis.decode.gamut = reader.take_enum<image::Gamut>(image::gamut_count);
    return analysis;
}

ChildResult take_result(WireReader& reader, bool& good) {
    const auto id = reader.take<JobId>();
    const auto bytes_read = reader.take<std::uint64_t>();
    const auto resident = reader.take<std::uint64_t>();
    if (reader.take_up_to<std::uint8_t>(1) != 0) {
        analysis::Analysis analysis = take_analysis(reader);
        good = reader.finished() && !analysis.palette.swatches.empty();
        return {{id, Product(std::move(analysis)), bytes_read, 1, {}}, resident};
    }
    const auto reason = reader.take_enum<FailureReason>(core::failure_reason_count);
    Failure failure{reason, reader.take_text(max_message)};
    good = reader.finished();
    return {{id, std::move(failure), bytes_read, 1, {}}, resident};
}

/// By falling share, together 1. Written so that no comparison with NaN passes.
bool are_shares(const std::vector<palette::Swatch>& swatches) noexcept {
    constexpr double precision = 1e-6;
    double last = 1 + precision;
    double sum = 0;
    for (const palette::Swatch& swatch : swatches) {
        if (!(swatch.share >= 0 && swatch.share <= last)) return false;
        last = swatch.share;
        sum += swatch.share;
    }
    return std::abs(sum - 1) <= precision;
}

bool is_plausible_analysis(const analysis::Analysis& analysis, const ImageJob& job) noexcept {
    const auto* const cheapest = std::get_if<analysis::Cheapest>(&job.work.source);
    const std::size_t candidates = cheapest != nullptr ? cheapest->candidates.size() : 0;
    return analysis.palette.swatches.size() <= static_cast<std::size_t>(job.work.options.colors) &&
           are_shares(analysis.palette.swatches) && analysis.width > 0 && analysis.height > 0 &&
           (!analysis.candidate || *analysis.candidate < candidates) && analysis.bytes_read <= most_bytes_read &&
           core::is_plain_text(analysis.decode.color_space);
}

/// Of what comes from reading and decoding alone.
bool is_plausible_failure(const Failure& failure) noexcept {
    constexpr std::array of_decoding = {FailureReason::NotFound, FailureReason::Unreadable, FailureReason::Unsupported,
                                        FailureReason::TooLarge, FailureReason::Corrupt,    FailureReason::Memory,
                                        FailureReason::Timeout,  FailureReason::Internal};
    return std::find(of_decoding.begin(), of_decoding.end(), failure.reason) != of_decoding.end() &&
           !failure.message.empty() && core::is_plain_text(failure.message);
}

#pragma pack(push, 1)
/// As WireWriter would put it; a signal handler may not allocate.
struct DyingFrame {
    Kind kind;
    JobId job;
    std::uint8_t out_of_memory;
};
#pragma pack(pop)

}  // namespace

Outcome<OpenSource> open_for_child(const analysis::Source& source) {
    return std::visit(Opening{}, source);
}

bool send_job(const process::Channel& channel, const ImageJob& job, const OpenSource& source) {
    const auto* const cheapest = std::get_if<analysis::Cheapest>(&job.work.source);
    WireWriter writer;
    writer.put(Kind::Job).put(job.id);
    put_options(writer, job.work.options);
    writer.put(job.work.spent.count());
    writer.put(static_cast<std::uint8_t>(cheapest != nullptr));
    writer.put(cheapest != nullptr ? cheapest->min_long_side : 0);
    writer.put(static_cast<std::uint32_t>(source.files.size() - 1));
    std::vector<int> descriptors;
    for (const auto& file : source.files) {
        if (file) descriptors.push_back(file->get());
        if (&file != &source.files.front()) writer.put(static_cast<std::uint8_t>(file != nullptr));
    }
    return channel.send(writer.bytes(), descriptors);
}

std::optional<ImageJob> read_job(process::Frame& frame) {
    WireReader reader(frame.bytes);
    const auto kind = reader.take_enum<Kind>(kinds);
    ImageJob job;
    job.id = reader.take<JobId>();
    job.work.options = take_options(reader);
    job.work.spent = std::chrono::duration<double>(reader.take<double>());
    const bool is_cheapest = reader.take_up_to<std::uint8_t>(1) != 0;
    analysis::Cheapest cheapest{{}, {}, reader.take<std::uint32_t>()};
    const auto candidates = reader.take_up_to<std::uint32_t>(analysis::Cheapest::max_candidates);
    auto descriptor = frame.descriptors.begin();
    const auto take_file = [&](bool is_open) {
        if (!is_open || descriptor == frame.descriptors.end()) return analysis::File{};
        return analysis::File{{}, {}, shared(std::move(*descriptor++))};
    };
    cheapest.truth = take_file(true);
    for (std::uint32_t i = 0; i < candidates; ++i)
        cheapest.candidates.push_back(take_file(reader.take_up_to<std::uint8_t>(1) != 0));
    const bool is_job = kind == Kind::Job && cheapest.truth.descriptor && (is_cheapest || candidates == 0);
    if (!is_job || !reader.finished() || descriptor != frame.descriptors.end()) return std::nullopt;
    job.work.source = is_cheapest ? analysis::Source(std::move(cheapest)) : std::move(cheapest.truth);
    return job;
}

bool send_ready(const process::Channel& channel, const process::Confinement& confinement) {
    const auto [no_new_privs, landlock, seccomp, memory_limit] = confinement;
    return channel.send(
        WireWriter().put(Kind::Ready).put(no_new_privs).put(landlock).put(seccomp).put(memory_limit).bytes());
}

bool send_result(const process::Channel& channel, const ChildResult& result) {
    const analysis::Analysis* const analysis = analysis_of(result.result);
    WireWriter writer;
    writer.put(Kind::Result).put(result.result.id).put(result.result.bytes_read).put(result.resident_bytes);
    writer.put(static_cast<std::uint8_t>(analysis != nullptr));
    if (analysis != nullptr) {
        put_analysis(writer, *analysis);
    } else {
        const Failure& failure = result.result.outcome.failure();
        writer.put(failure.reason).put_text(failure.message.substr(0, max_message));
    }
    return channel.send(writer.bytes());
}

void send_dying(int fd, JobId job, bool out_of_memory) noexcept {
    DyingFrame frame{Kind::Dying, job, out_of_memory};
    iovec data{&frame, sizeof frame};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    ::sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool is_plausible(const ChildResult& result, const ImageJob& job) noexcept {
    if (result.result.bytes_read > most_bytes_read) return false;
    const analysis::Analysis* const analysis = analysis_of(result.result);
    return analysis != nullptr ? is_plausible_analysis(*analysis, job)
                               : is_plausible_failure(result.result.outcome.failure());
}

std::optional<ChildFrame> read_child_frame(const process::Frame& frame) {
    if (!frame.descriptors.empty()) return std::nullopt;  // a child has none to give
    WireReader reader(frame.bytes);
    const auto kind = reader.take_enum<Kind>(kinds);
    const auto flag = [&reader] { return reader.take_up_to<std::uint8_t>(1) != 0; };
    if (kind == Kind::Ready) {
        const process::Confinement confinement{flag(), flag(), flag(), flag()};
        if (reader.finished()) return ChildReady{confinement};
    } else if (kind == Kind::Dying) {
        const auto job = reader.take<JobId>();
        const bool out_of_memory = flag();
        if (reader.finished()) return ChildDying{job, out_of_memory};
    } else if (kind == Kind::Result) {
        bool good = false;
        ChildResult result = take_result(reader, good);
        if (good) return result;
    }
    return std::nullopt;
}

}  // namespace photolibrary::schedule
