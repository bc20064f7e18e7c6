dnl Builds the extension with phpize. The list of sources is written by bin/lib/source_lists.

PHP_ARG_ENABLE([photolibrary],
  [whether to enable photolibrary],
  [AS_HELP_STRING([--enable-photolibrary],
    [Enable photolibrary: colour palettes of photos])],
  [yes])

dnl PHOTOLIBRARY_MISSING(what, Debian package, Fedora package, Alpine package)
AC_DEFUN([PHOTOLIBRARY_MISSING], [
  AC_MSG_ERROR([$1 is missing. Install it (Debian and Ubuntu: apt install $2; Fedora: dnf install $3; Alpine: apk add $4) and run configure again.])
])

dnl PHOTOLIBRARY_TOO_OLD(what, its version, the oldest that will do, where to get that)
AC_DEFUN([PHOTOLIBRARY_TOO_OLD], [AC_MSG_ERROR([$1 here is $2; $3 is needed. $4])])

dnl PHOTOLIBRARY_LIBRARY(variable prefix, pkg-config module, what it is, Debian package, Fedora package, Alpine package,
dnl   the oldest version that will do, where to get that)
AC_DEFUN([PHOTOLIBRARY_LIBRARY], [
  if $PKG_CONFIG --exists [$2]; then
    photolibrary_version=`$PKG_CONFIG --modversion [$2]`
    m4_ifval([$7], [$PKG_CONFIG --atleast-version=[$7] [$2] || PHOTOLIBRARY_TOO_OLD([$3], [$photolibrary_version], [$7], [$8])])
  else
    dnl It may be there without something that it needs itself: pkg-config tells.
    $PKG_CONFIG --print-errors --exists [$2] >&AS_MESSAGE_FD 2>&1
    PHOTOLIBRARY_MISSING([$3], [$4], [$5], [$6])
  fi
  PKG_CHECK_MODULES([$1], [$2])
])

dnl PHOTOLIBRARY_HEADER_SAYS(what is checked, flags, preprocessor lines and declarations, if so, if not)
AC_DEFUN([PHOTOLIBRARY_HEADER_SAYS], [
  AC_MSG_CHECKING([$1])
  photolibrary_saved_cxxflags=$CXXFLAGS
  CXXFLAGS="$CXXFLAGS $2"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([$3], [])], [photolibrary_says=yes], [photolibrary_says=no])
  CXXFLAGS=$photolibrary_saved_cxxflags
  AC_MSG_RESULT([$photolibrary_says])
  if test "$photolibrary_says" = "yes"; then
    m4_default([$4], [:])
  else
    $5
  fi
])

if test "$PHP_PHOTOLIBRARY" != "no"; then
  AC_MSG_CHECKING([for PHP 8.2 or later])
  photolibrary_php_version=`$PHP_CONFIG --version`
  if test "`$PHP_CONFIG --vernum`" -lt 80200; then
    AC_MSG_ERROR([photolibrary needs PHP 8.2 or later; this is PHP $photolibrary_php_version.])
  fi
  AC_MSG_RESULT([$photolibrary_php_version])

  dnl Asked before PHP_REQUIRE_CXX, which without a compiler ends in words nobody can act upon.
  AC_CHECK_PROGS([PHOTOLIBRARY_CXX], [$CXX g++ c++ clang++], [no])
  if test "$PHOTOLIBRARY_CXX" = "no"; then
    PHOTOLIBRARY_MISSING([a C++ compiler], [g++], [gcc-c++], [g++])
  fi
  PHP_REQUIRE_CXX()

  if test -z "$PKG_CONFIG"; then
    PHOTOLIBRARY_MISSING([pkg-config], [pkg-config], [pkgconf-pkg-config], [pkgconf])
  fi

  AC_LANG_PUSH([C++])
  dnl What the sources use of C++20 and the last compilers and libraries got.
  PHOTOLIBRARY_HEADER_SAYS([whether $CXX knows C++20], [-std=c++20], [
    #include <array>
    #include <bit>
    #include <compare>
    #include <concepts>
    #include <latch>
    #include <span>
    struct Point {
      int x = 0, y = 0;
      bool operator==(const Point&) const = default;
    };
    template <class Number> requires std::integral<Number>
    consteval Number twice(Number number) { return 2 * number; }
    static_assert(Point{.x = twice(1)} == Point{.x = 2});
    static_assert(std::bit_cast<unsigned>(1.0F) != 0 && std::bit_width(8U) == 4);
    inline bool is_empty(std::span<const int> list) { return list.empty(); }
    inline auto three = std::to_array({1, 2, 3});
    inline std::latch one(1);
  ], [], [
    AC_MSG_ERROR([$CXX is too old: C++20 is needed, as in g++ 11 or clang 14. Debian 11 and Ubuntu 20.04 are too old, Debian 12 and Ubuntu 22.04 are not.])
  ])

  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_JPEG], [libjpeg], [libjpeg-turbo], [libjpeg-dev], [libjpeg-turbo-devel], [libjpeg-turbo-dev])
  PHOTOLIBRARY_HEADER_SAYS([whether libjpeg is libjpeg-turbo], [$PHOTOLIBRARY_JPEG_CFLAGS], [
    #include <cstdio>
    #include <jpeglib.h>
    #ifndef LIBJPEG_TURBO_VERSION
    #error "another libjpeg"
    #endif
  ], [], [
    AC_MSG_ERROR([the libjpeg here ($photolibrary_version) is not libjpeg-turbo. Install that (Debian and Ubuntu: apt install libjpeg62-turbo-dev or libjpeg-turbo8-dev; Fedora: dnf install libjpeg-turbo-devel; Alpine: apk add libjpeg-turbo-dev) and run configure again.])
  ])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_LCMS], [lcms2], [Little CMS 2], [liblcms2-dev], [lcms2-devel], [lcms2-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_TBB], [tbb], [oneTBB], [libtbb-dev], [tbb-devel], [onetbb-dev])
  dnl Asked of its header: versions before 2021 have other headers and are called TBB, but pkg-config calls both tbb.
  PHOTOLIBRARY_HEADER_SAYS([whether oneTBB is 2021.5 or later], [$PHOTOLIBRARY_TBB_CFLAGS], [
    #include <oneapi/tbb/version.h>
    #if TBB_VERSION_MAJOR * 100 + TBB_VERSION_MINOR < 202105
    #error "too old"
    #endif
  ], [], [
    PHOTOLIBRARY_TOO_OLD([oneTBB], [$photolibrary_version], [2021.5], [Debian 11, Ubuntu 20.04 and RHEL 9 are too old; Debian 12, Ubuntu 22.04 and RHEL 10 are not.])
  ])
  AC_LANG_POP([C++])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_ZLIB], [zlib], [zlib], [zlib1g-dev], [zlib-devel], [zlib-dev])
  dnl Headers only: linked in, libvips would cost every start of PHP 23 ms, so these are loaded on first need.
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_WEBP], [libwebp], [libwebp], [libwebp-dev], [libwebp-devel], [libwebp-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_VIPS], [vips], [libvips], [libvips-dev], [vips-devel], [vips-dev],
    [8.11], [Debian 11 and Ubuntu 20.04 are too old, Debian 12 and Ubuntu 22.04 are not.])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_CURL], [libcurl], [libcurl], [libcurl4-openssl-dev], [libcurl-devel], [curl-dev],
    [7.87], [Ubuntu 22.04, Debian 11 and RHEL 9 are too old; Ubuntu 24.04, Debian 12 and RHEL 10 are not.])

  photolibrary_libs="$PHOTOLIBRARY_JPEG_LIBS $PHOTOLIBRARY_LCMS_LIBS $PHOTOLIBRARY_TBB_LIBS $PHOTOLIBRARY_ZLIB_LIBS -ldl -pthread"
  PHP_EVAL_LIBLINE([$photolibrary_libs], [PHOTOLIBRARY_SHARED_LIBADD])
  case $host_os in
    darwin*)
      PHOTOLIBRARY_SHARED_LIBADD="$PHOTOLIBRARY_SHARED_LIBADD -Wl,-exported_symbol,_get_module" ;;
    *)
      dnl nodelete: PHP unloads its modules at exit, when threads of oneTBB may still be running their code.
      PHOTOLIBRARY_SHARED_LIBADD="$PHOTOLIBRARY_SHARED_LIBADD -Wl,-z,nodelete -Wl,--version-script=PHP_EXT_SRCDIR([photolibrary])/src/binding/exports.map" ;;
  esac
  PHP_SUBST([PHOTOLIBRARY_SHARED_LIBADD])

dnl <sources>
  photolibrary_sources=" \
    src/analysis/analyse.cpp \
    src/analysis/cheapest.cpp \
    src/analysis/faults.cpp \
    src/analysis/source.cpp \
    src/binding/array_reader.cpp \
    src/binding/batch_handle.cpp \
    src/binding/complaint.cpp \
    src/binding/http_arguments.cpp \
    src/binding/http_settings.cpp \
    src/binding/iterable.cpp \
    src/binding/paths.cpp \
    src/binding/photolibrary.cpp \
    src/binding/php_action.cpp \
    src/binding/php_action_batch.cpp \
    src/binding/php_action_output.cpp \
    src/binding/php_action_queue.cpp \
    src/binding/php_action_result.cpp \
    src/binding/php_action_started.cpp \
    src/binding/php_action_starting.cpp \
    src/binding/php_batch.cpp \
    src/binding/php_color.cpp \
    src/binding/php_decode.cpp \
    src/binding/php_enums.cpp \
    src/binding/php_exceptions.cpp \
    src/binding/php_failure.cpp \
    src/binding/php_form_part.cpp \
    src/binding/php_functions.cpp \
    src/binding/php_http_batch.cpp \
    src/binding/php_http_options.cpp \
    src/binding/php_http_pool.cpp \
    src/binding/php_http_request.cpp \
    src/binding/php_http_response.cpp \
    src/binding/php_info.cpp \
    src/binding/php_oversubscription.cpp \
    src/binding/php_palette.cpp \
    src/binding/php_palette_options.cpp \
    src/binding/php_parallelism.cpp \
    src/binding/php_remote_file.cpp \
    src/binding/php_source.cpp \
    src/binding/php_statistics.cpp \
    src/binding/php_swatch.cpp \
    src/binding/pump.cpp \
    src/binding/queue_state.cpp \
    src/binding/value_class.cpp \
    src/binding/value_kinds.cpp \
    src/binding/zvals.cpp \
    src/core/blob.cpp \
    src/core/byte_budget.cpp \
    src/core/failure.cpp \
    src/core/library_load.cpp \
    src/core/plain_text.cpp \
    src/core/private_fds.cpp \
    src/core/process_generation.cpp \
    src/core/signal_name.cpp \
    src/core/thread.cpp \
    src/core/unique_fd.cpp \
    src/image/arrival_watcher.cpp \
    src/image/byte_reader.cpp \
    src/image/color/color_matrix.cpp \
    src/image/color/color_profile.cpp \
    src/image/color/gamut.cpp \
    src/image/color/hdr_transform.cpp \
    src/image/color/icc_matrix.cpp \
    src/image/color/light_tables.cpp \
    src/image/color/matrix_transform.cpp \
    src/image/color/rgb_encoding.cpp \
    src/image/color/tone_curve.cpp \
    src/image/decode.cpp \
    src/image/decode_report.cpp \
    src/image/failures.cpp \
    src/image/foreign_formats.cpp \
    src/image/formats.cpp \
    src/image/jpeg/dc_image.cpp \
    src/image/jpeg/dc_reader.cpp \
    src/image/jpeg/dc_streams.cpp \
    src/image/jpeg/dc_windows.cpp \
    src/image/jpeg/jpeg_decoder.cpp \
    src/image/jpeg/jpeg_header.cpp \
    src/image/jpeg/jpeg_huffman.cpp \
    src/image/jpeg/jpeg_markers.cpp \
    src/image/jpeg/jpeg_scan_walker.cpp \
    src/image/library_versions.cpp \
    src/image/png/png_decoder.cpp \
    src/image/png/png_header.cpp \
    src/image/png/png_rows.cpp \
    src/image/probe.cpp \
    src/image/row_converter.cpp \
    src/image/tiff_directory.cpp \
    src/image/vips/gif_header.cpp \
    src/image/vips/heif_boxes.cpp \
    src/image/vips/heif_checks.cpp \
    src/image/vips/iso_boxes.cpp \
    src/image/vips/jxl_header.cpp \
    src/image/vips/tiff_checks.cpp \
    src/image/vips/vips_colors.cpp \
    src/image/vips/vips_decoder.cpp \
    src/image/vips/vips_formats.cpp \
    src/image/vips/vips_image.cpp \
    src/image/vips/vips_library.cpp \
    src/image/webp/webp_decoder.cpp \
    src/image/webp/webp_header.cpp \
    src/image/webp/webp_library.cpp \
    src/net/address_guard.cpp \
    src/net/body.cpp \
    src/net/curl_library.cpp \
    src/net/easy_setup.cpp \
    src/net/exchange.cpp \
    src/net/file_sink.cpp \
    src/net/header_fields.cpp \
    src/net/http_client.cpp \
    src/net/http_loop.cpp \
    src/net/kept_sockets.cpp \
    src/net/lead.cpp \
    src/net/origin.cpp \
    src/net/progress_watch.cpp \
    src/net/ranges.cpp \
    src/net/redirect_rule.cpp \
    src/net/request_body.cpp \
    src/net/response_body.cpp \
    src/net/response_head.cpp \
    src/net/retry_rule.cpp \
    src/net/transfer.cpp \
    src/net/transfer_queue.cpp \
    src/palette/accents.cpp \
    src/palette/cells.cpp \
    src/palette/clustering.cpp \
    src/palette/color.cpp \
    src/palette/color_counts.cpp \
    src/palette/color_family.cpp \
    src/palette/color_groups.cpp \
    src/palette/color_names.cpp \
    src/palette/contrast.cpp \
    src/palette/division.cpp \
    src/palette/fixed_oklab.cpp \
    src/palette/image_colors.cpp \
    src/palette/partition.cpp \
    src/palette/quantize.cpp \
    src/palette/roles.cpp \
    src/palette/separation.cpp \
    src/palette/sharpener.cpp \
    src/palette/swatches.cpp \
    src/process/command.cpp \
    src/schedule/command/action_queue.cpp \
    src/schedule/command/action_run.cpp \
    src/schedule/command/command_stage.cpp \
    src/schedule/command/command_supervisor.cpp \
    src/schedule/decode/inline_executor.cpp \
    src/schedule/decode/run_job.cpp \
    src/schedule/decode/thread_executor.cpp \
    src/schedule/decode/thread_runtime.cpp \
    src/schedule/fetch/fetching_stage.cpp \
    src/schedule/ledger.cpp \
    src/schedule/library_version.cpp \
    src/schedule/make_batch.cpp \
    src/schedule/parallelism.cpp"
  case $host_os in
    linux*) photolibrary_sources="$photolibrary_sources \
      src/binding/linux/child_policy.cpp \
      src/core/linux/cloexec.cpp \
      src/core/linux/cpu.cpp \
      src/core/linux/event.cpp \
      src/core/linux/poller.cpp \
      src/core/linux/thread_name.cpp \
      src/process/linux/channel.cpp \
      src/process/linux/close_from.cpp \
      src/process/linux/landlock.cpp \
      src/process/linux/pid_fd.cpp \
      src/process/linux/sandbox.cpp \
      src/process/linux/seccomp_filter.cpp \
      src/process/linux/start_ticks.cpp \
      src/process/linux/zygote.cpp \
      src/process/linux/zygote_server.cpp \
      src/schedule/decode/linux/decoding_child.cpp \
      src/schedule/decode/linux/isolation.cpp \
      src/schedule/decode/linux/job_frames.cpp \
      src/schedule/decode/linux/last_words.cpp \
      src/schedule/decode/linux/process_executor.cpp \
      src/schedule/decode/linux/supervisor.cpp" ;;
    *) photolibrary_sources="$photolibrary_sources \
      src/binding/posix/child_policy.cpp \
      src/core/posix/cloexec.cpp \
      src/core/posix/cpu.cpp \
      src/core/posix/event.cpp \
      src/core/posix/poller.cpp \
      src/core/posix/thread_name.cpp \
      src/process/posix/close_from.cpp \
      src/process/posix/pid_fd.cpp \
      src/process/posix/start_ticks.cpp \
      src/schedule/decode/posix/isolation.cpp \
      src/schedule/decode/posix/on_job.cpp" ;;
  esac
dnl </sources>

  dnl -ffp-contract=off: the same pixels give the same palette on every processor.
  dnl -MP: a header that is gone does not stop the next make.
  dnl No -O and no -W: those are for CXXFLAGS to say, "-g -O2" by default.
  photolibrary_flags="-std=c++20 -ffp-contract=off -fvisibility=hidden -fvisibility-inlines-hidden -MP"
  photolibrary_flags="$photolibrary_flags -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -I@ext_srcdir@/src"
  photolibrary_flags="$photolibrary_flags $PHOTOLIBRARY_JPEG_CFLAGS $PHOTOLIBRARY_LCMS_CFLAGS $PHOTOLIBRARY_TBB_CFLAGS"
  photolibrary_flags="$photolibrary_flags $PHOTOLIBRARY_ZLIB_CFLAGS $PHOTOLIBRARY_WEBP_CFLAGS $PHOTOLIBRARY_VIPS_CFLAGS $PHOTOLIBRARY_CURL_CFLAGS"
  PHP_NEW_EXTENSION([photolibrary], [$photolibrary_sources], [$ext_shared],, [$photolibrary_flags], [cxx])

dnl <directories>
  PHP_ADD_BUILD_DIR([$ext_builddir/src/analysis])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/binding])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/binding/linux])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/binding/posix])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/core])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/core/linux])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/core/posix])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/color])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/jpeg])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/png])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/vips])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/webp])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/net])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/palette])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/process])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/process/linux])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/process/posix])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/command])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/decode])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/decode/linux])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/decode/posix])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/fetch])
dnl </directories>
fi
