#include "image/jpeg/jpeg_decoder.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>  // jpeglib.h needs FILE

#include <jpeglib.h>

#include <jerror.h>

#include <climits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/jpeg/dc_image.hpp"
#include "image/jpeg/dc_reader.hpp"
#include "image/jpeg/jpeg_markers.hpp"
#include "image/row_converter.hpp"

namespace photolibrary::image {
namespace {

constexpr std::size_t chunk_bytes = 64U << 10;
constexpr JDIMENSION rows_per_call = 16;
constexpr unsigned min_short_side = 128;
constexpr int max_scans = 256;  // encoders write a dozen; each further one costs a pass over the whole picture
constexpr int all_scans = INT_MAX;

/// libjpeg's error manager, which never prints: errors jump, damage is noted.
struct ErrorManager {
    jpeg_error_mgr base;  // first: libjpeg hands out a pointer to it
    std::jmp_buf jump;
    bool damaged;
    bool ended;           ///< the damage is that the data are over
    JDIMENSION imcu_row;  ///< where the damage begins
};

/// Reads from a Blob in chunks. At the end it invents an end-of-image marker, as libjpeg asks of a source.
struct SourceManager {
    jpeg_source_mgr base;  // first: libjpeg hands out a pointer to it
    const core::Blob* blob;
    const core::StopToken* stop;
    std::uint64_t offset;
    std::uint64_t end;  ///< nothing is read from here on
    bool exhausted;     ///< libjpeg asked for more than there is
    bool stopped;
    std::array<JOCTET, chunk_bytes> chunk;
};

ErrorManager& errors_of(j_common_ptr info) {
    return *reinterpret_cast<ErrorManager*>(info->err);
}
SourceManager& source_of(j_decompress_ptr info) {
    return *reinterpret_cast<SourceManager*>(info->src);
}

// Nothing in the frames between setjmp and longjmp has a destructor.
[[noreturn]] void raise_error(j_common_ptr info) {
    std::longjmp(errors_of(info).jump, 1);
}

bool is_damage(int code) {
    return code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE ||
           code == JWRN_MUST_RESYNC;
}

void note_message(j_common_ptr info, int level) {
    ErrorManager& errors = errors_of(info);
    if (level >= 0 || !info->is_decompressor || errors.damaged || !is_damage(errors.base.msg_code)) return;
    const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
    errors.damaged = true;
    errors.ended = static_cast<unsigned>(decompress->unread_marker) == jpeg_marker::eoi;
    errors.imcu_row = decompress->input_iMCU_row;
}

void print_nothing(j_common_ptr) {}

void no_source_work(j_decompress_ptr) {}

boolean fill_chunk(j_decompress_ptr info) {
    SourceManager& source = source_of(info);
    if (source.stop->stop_requested()) {
        source.stopped = true;
        raise_error(reinterpret_cast<j_common_ptr>(info));
    }
    const std::uint64_t left = source.end - std::min(source.end, source.offset);
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, chunk_bytes));
    const std::size_t got =
        source.blob->read(source.offset, std::as_writable_bytes(std::span(source.chunk)).first(wanted));
    source.offset += got;
    source.base.next_input_byte = source.chunk.data();
    source.base.bytes_in_buffer = got;
    if (got == 0) {
        source.exhausted = true;
        source.chunk[0] = 0xFF;
        source.chunk[1] = jpeg_marker::eoi;
        source.base.bytes_in_buffer = 2;
    }
    return TRUE;
}

void skip_bytes(j_decompress_ptr info, long count) {
    if (count <= 0) return;
    SourceManager& source = source_of(info);
    const auto wanted = static_cast<std::size_t>(count);
    const std::size_t skipped = std::min(wanted, source.base.bytes_in_buffer);
    source.base.next_input_byte += skipped;
    source.base.bytes_in_buffer -= skipped;
    source.offset += wanted - skipped;
}

/// A decompressor with its managers: memory that outlives every jump.
struct Session {
    Session(const core::Blob& blob, const core::StopToken& stop) noexcept {
        info.err = jpeg_std_error(&errors.base);
        errors.base.error_exit = raise_error;
        errors.base.emit_message = note_message;
        errors.base.output_message = print_nothing;
        source.base.init_source = no_source_work;
        source.base.fill_input_buffer = fill_chunk;
        source.base.skip_input_data = skip_bytes;
        source.base.resync_to_restart = jpeg_resync_to_restart;
        source.base.term_source = no_source_work;
        source.blob = &blob;
        source.stop = &stop;
        source.end = blob.size();
    }
    ~Session() { jpeg_destroy_decompress(&info); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    jpeg_decompress_struct info{};
    ErrorManager errors{};
    SourceManager source{};
};

/// Runs calls into libjpeg. False if one of them gave up; the reason is in session.errors.
template <class Calls>
bool attempt(Session& session, const Calls calls) {
    static_assert(std::is_trivially_destructible_v<Calls>, "a jump would skip its destructor");
    if (setjmp(session.errors.jump) != 0) return false;
    calls(session.info);
    return true;
}

/// Decodes by libjpeg, scaled or only the coefficients.
class JpegDecoder {
  public:
    JpegDecoder(const DecodeRequest& request, int scans_wanted)
        : header_(request.header),
          limits_(request.limits),
          stop_(request.stop),
          session_(std::make_unique<Session>(request.blob, request.stop)),
          scans_wanted_(scans_wanted) {}

    /// All pixels at the scale of the picture.
    core::Outcome<DecodeReport> decode(PixelSink& sink) {
        if (auto failure = open()) return *std::move(failure);
        if (auto failure = start()) return *std::move(failure);
        if (info().buffered_image) {
            if (auto failure = read_scans()) return *std::move(failure);
        }
        if (auto failure = deliver(sink)) return *std::move(failure);
        return report_;
    }

    /// The DC terms of the scans before end.
    std::optional<core::Failure> read_dc_terms(std::uint64_t end, DcSink& sink) {
        session_->source.end = end;
        if (auto failure = open()) return failure;
        if (auto failure = check_memory(coefficient_bytes(), limits_)) return failure;
        if (auto failure = check_colors()) return failure;
        jvirt_barray_ptr* arrays = nullptr;
        const bool read =
            attempt(*session_, [&arrays](jpeg_decompress_struct& info) { arrays = jpeg_read_coefficients(&info); });
        if (!read) return error();
        if (session_->errors.damaged) return damage();
        const JpegFrame frame = describe_frame();
        if (auto failure = sink.begin(frame, info().jpeg_color_space == JCS_RGB, false)) return failure;
        for (int i = 0; i < info().num_components; ++i) {
            if (auto failure = give_dc_terms(i, arrays[i], sink)) return failure;
        }
        return sink.completed(frame.mcus_high);
    }

    /// After a failure: how many whole scans show the whole picture although the file was cut off behind them.
    /// 0 if none do.
    int usable_scans() const noexcept { return cut_off_ ? complete_scans_ : 0; }

  private:
    using MaybeFailure = std::optional<core::Failure>;

    jpeg_decompress_struct& info() noexcept { return session_->info; }

    MaybeFailure open() {
        Session& session = *session_;
        const auto max_memory = static_cast<long>(std::min<std::uint64_t>(limits_.max_memory, LONG_MAX));
        const bool opened = attempt(session, [&session, max_memory](jpeg_decompress_struct& info) {
            jpeg_create_decompress(&info);
            info.src = &session.source.base;
            info.mem->max_memory_to_use = max_memory;
            jpeg_read_header(&info, TRUE);
        });
        if (!opened) return error();
        if (info().image_width != header_.width || info().image_height != header_.height ||
            info().num_components != header_.components) {
            return corrupt("its JPEG header contradicts itself");
        }
        return std::nullopt;
    }

    /// Chooses scale, colours and way of reading, and begins.
    MaybeFailure start() {
        report_.decoder = Decoder::LibjpegTurbo;
        report_.scale_eighths = jpeg_scale_eighths(header_);
        report_.method = report_.scale_eighths == 8 ? Method::Full : Method::Scaled;

        const ColorSpace space = ColorSpace::of(header_);
        report_.color_space = space.name();
        if (auto failure = check_colors()) return failure;
        const bool grey = info().jpeg_color_space == JCS_GRAYSCALE;
        transform_ = space.transform();
        info().out_color_space = grey && transform_ ? JCS_GRAYSCALE : JCS_RGB;
        info().scale_num = report_.scale_eighths;
        info().scale_denom = 8;
        info().dct_method = JDCT_ISLOW;
        info().do_block_smoothing = FALSE;  // it would guess what the passes that are not read would tell

        if (jpeg_has_multiple_scans(&info())) {
            if (auto failure = check_memory(coefficient_bytes(), limits_)) return failure;
            info().buffered_image = TRUE;
            note_scan();
        }
        if (!attempt(*session_, [](jpeg_decompress_struct& info) { jpeg_start_decompress(&info); })) return error();
        return std::nullopt;
    }

    MaybeFailure check_colors() {
        const J_COLOR_SPACE space = info().jpeg_color_space;
        if (space == JCS_GRAYSCALE || space == JCS_RGB || space == JCS_YCbCr) return std::nullopt;
        return unsupported("JPEG of this colour space is not supported");
    }

    JpegFrame describe_frame() {
        JpegFrame frame;
        frame.width = info().image_width;
        frame.height = info().image_height;
        for (const jpeg_component_info& component : components()) {
            frame.components.push_back({.h = static_cast<std::uint8_t>(component.h_samp_factor),
                                        .v = static_cast<std::uint8_t>(component.v_samp_factor)});
        }
        frame.lay_out();
        return frame;
    }

    MaybeFailure give_dc_terms(int index, jvirt_barray_ptr array, DcSink& sink) {
        const jpeg_component_info& component = components()[static_cast<std::size_t>(index)];
        const int missing = info().coef_bits != nullptr ? info().coef_bits[index][0] : 0;
        if (missing < 0 || component.quant_table == nullptr) {
            return corrupt("it ends before all of its colour channels have begun");
        }
        std::vector<std::int16_t> terms(component.width_in_blocks);
        for (JDIMENSION y = 0; y < component.height_in_blocks; ++y) {
            if (stop_.stop_requested()) return stop_.failure();
            JBLOCKARRAY rows = nullptr;
            const bool read = attempt(*session_, [&rows, array, y](jpeg_decompress_struct& info) {
                rows = info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&info), array, y, 1, FALSE);
            });
            if (!read) return error();
            for (std::size_t x = 0; x < terms.size(); ++x)
                terms[x] = static_cast<std::int16_t>(rows[0][x][0] >> missing);
            sink.row({.component = static_cast<std::size_t>(index),
                      .y = y,
                      .terms = terms,
                      .quantizer = component.quant_table->quantval[0],
                      .missing_bits = static_cast<std::uint8_t>(missing)});
        }
        return std::nullopt;
    }

    /// libjpeg keeps the coefficients of a picture in several scans: 64 of 16 bits a block.
    std::uint64_t coefficient_bytes() {
        std::uint64_t blocks = 0;
        for (const jpeg_component_info& component : components()) {
            // Whole MCUs: up to one sampling factor more than the picture needs, a side.
            blocks += (std::uint64_t{component.width_in_blocks} + component.h_samp_factor) *
                      (std::uint64_t{component.height_in_blocks} + component.v_samp_factor);
        }
        return blocks * DCTSIZE2 * sizeof(JCOEF);
    }

    std::span<const jpeg_component_info> components() {
        return {info().comp_info, static_cast<std::size_t>(info().num_components)};
    }

    /// Notes the components whose DC coefficients the scan that begins now brings for the first time.
    void note_scan() {
        ++scans_;
        if (info().progressive_mode && (info().Ss != 0 || info().Ah != 0)) return;
        for (int i = 0; i < info().comps_in_scan; ++i) {
            dc_begun_ |= 1U << info().cur_comp_info[i]->component_index;
        }
    }

    /// By the header's number of components: a second frame in the file changes libjpeg's before libjpeg refuses it.
    bool dc_complete() const noexcept { return dc_done_ == (1U << header_.components) - 1; }

    MaybeFailure read_scans() {
        while (!dc_complete() || complete_scans_ < scans_wanted_) {
            if (stop_.stop_requested()) return stop_.failure();
            int status = JPEG_SUSPENDED;
            const bool read =
                attempt(*session_, [&status](jpeg_decompress_struct& info) { status = jpeg_consume_input(&info); });
            if (!read || session_->errors.damaged) {
                cut_off_ = dc_complete() && (session_->source.exhausted || session_->errors.ended);
                return read ? damage() : error();
            }
            if (status == JPEG_REACHED_EOI) break;
            if (status == JPEG_REACHED_SOS) {
                note_scan();
                if (scans_ > max_scans) return corrupt("it has more than " + std::to_string(max_scans) + " scans");
            }
            if (status == JPEG_SCAN_COMPLETED) {
                ++complete_scans_;
                dc_done_ = dc_begun_;
            }
        }
        if (!dc_complete()) return corrupt("it ends before all of its colour channels have begun");
        if (!attempt(*session_,
                     [](jpeg_decompress_struct& info) { jpeg_start_output(&info, info.input_scan_number); })) {
            return error();
        }
        return std::nullopt;
    }

    /// Hands the rows to the sink.
    MaybeFailure deliver(PixelSink& sink) {
        const std::size_t width = info().output_width;
        const std::size_t stride = width * static_cast<std::size_t>(info().output_components);
        std::vector<JSAMPLE> pixels(stride * rows_per_call);
        std::array<JSAMPROW, rows_per_call> rows{};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = pixels.data() + i * stride;
        }
        const bool grey = info().out_color_space == JCS_GRAYSCALE;
        RowConverter converter(grey ? ColorModel::Grey : ColorModel::Rgb, grey ? 1 : 3, Sample::Bits8, transform_);
        if (report_.scale_eighths < 8) sink.begin_reduced(width, report_.scale_eighths);

        while (info().output_scanline < info().output_height) {
            if (stop_.stop_requested()) return stop_.failure();
            JDIMENSION got = 0;
            const bool read = attempt(*session_, [&rows, &got](jpeg_decompress_struct& info) {
                while (got < rows_per_call && info.output_scanline < info.output_height) {
                    got += jpeg_read_scanlines(&info, rows.data() + got, rows_per_call - got);
                }
            });
            if (!read) return error();
            if (session_->errors.damaged && !info().buffered_image) return damage();
            converter.deliver(std::span(pixels).first(stride * got), sink);
        }
        report_.gamut = converter.gamut();
        return std::nullopt;
    }

    core::Failure damage() {
        const ErrorManager& errors = session_->errors;
        const std::uint64_t row = std::min<std::uint64_t>(
            std::uint64_t{errors.imcu_row} * DCTSIZE * info().max_v_samp_factor, info().image_height);
        if (errors.ended) {
            return corrupt("it ends after " + std::to_string(row * 100 / info().image_height) + " % of its rows");
        }
        return corrupt("its data is damaged from row " + std::to_string(row) + " on");
    }

    /// The error that libjpeg gave up with.
    core::Failure error() {
        if (session_->source.stopped) return stop_.failure();
        switch (session_->errors.base.msg_code) {
            case JERR_OUT_OF_MEMORY:
            case JERR_NO_BACKING_STORE:
                return core::not_enough_memory();
            case JERR_IMAGE_TOO_BIG:
                return {core::FailureReason::TooLarge, "a side is longer than the " +
                                                           std::to_string(JPEG_MAX_DIMENSION) +
                                                           " pixels that libjpeg can read"};
            case JERR_ARITH_NOTIMPL:
            case JERR_BAD_PRECISION:
            case JERR_CCIR601_NOTIMPL:
            case JERR_COMPONENT_COUNT:
            case JERR_CONVERSION_NOTIMPL:
            case JERR_FRACT_SAMPLE_NOTIMPL:
            case JERR_NOTIMPL:
            case JERR_NOT_COMPILED:
            case JERR_SOF_UNSUPPORTED:
                return unsupported("libjpeg does not support this kind of JPEG: " + detail());
            default:
                if (session_->source.exhausted) return corrupt("it ends in the middle of its JPEG header");
                return corrupt("its JPEG data is damaged: " + detail());
        }
    }

    std::string detail() {
        std::array<char, JMSG_LENGTH_MAX> text{};
        session_->errors.base.format_message(reinterpret_cast<j_common_ptr>(&info()), text.data());
        return text.data();
    }

    const Header& header_;
    const core::Limits& limits_;
    const core::StopToken& stop_;
    std::unique_ptr<Session> session_;  // 64 kB: not on a small thread's stack
    std::shared_ptr<const ColorTransform> transform_;
    DecodeReport report_;
    unsigned dc_begun_ = 0;  ///< components, as bits, whose first DC scan has begun
    unsigned dc_done_ = 0;   ///< ... and is complete
    int scans_ = 0;
    int complete_scans_ = 0;
    const int scans_wanted_;
    bool cut_off_ = false;
};

/// At 1/8 a JPEG is its DC terms: read here if the file is of a regular kind, else by libjpeg, to the same end.
core::Outcome<DecodeReport> decode_dc_image(const DecodeRequest& request) {
    const auto& [blob, header, limits, stop, sink, helpers] = request;
    const ColorSpace space = ColorSpace::of(header);
    DecodeReport report{
        .decoder = Decoder::Photolibrary, .method = Method::DcPass, .scale_eighths = 1, .color_space = space.name()};
    DcImage image(header, space.transform(), limits, sink);
    DcImage other(header, space.transform(), limits, sink);
    DcOutcome outcome = read_dc_terms(blob, stop, image, helpers);
    DcImage* const delivering = outcome.is_ours ? &image : &other;
    if (!outcome.is_ours) {
        report.decoder = Decoder::LibjpegTurbo;
        const std::uint64_t end = end_of_dc_pass(blob).value_or(blob.size());
        outcome.failure = JpegDecoder(request, all_scans).read_dc_terms(end, other);
    }
    if (outcome.failure) return *std::move(outcome.failure);
    report.gamut = delivering->gamut();
    return report;
}

}  // namespace

std::uint8_t jpeg_scale_eighths(const Header& header) noexcept {
    const std::uint64_t side = std::min(header.width, header.height);
    constexpr std::uint8_t scales[] = {1, 2, 4};
    for (const std::uint8_t eighths : scales) {
        if ((side * eighths + 7) / 8 >= min_short_side) return eighths;
    }
    return 8;
}

core::Outcome<DecodeReport> decode_jpeg(const DecodeRequest& request) {
    if (jpeg_scale_eighths(request.header) == 1) return decode_dc_image(request);
    JpegDecoder decoder(request, all_scans);
    auto outcome = decoder.decode(request.sink);
    if (outcome || decoder.usable_scans() == 0) return outcome;
    // A progressive file cut off after its first DC pass shows the whole picture, only less sharp.
    return JpegDecoder(request, decoder.usable_scans()).decode(request.sink);
}

}  // namespace photolibrary::image
