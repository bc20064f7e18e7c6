dnl Builds the extension with phpize. The list of sources is written by bin/lib/source_lists.

PHP_ARG_ENABLE([photolibrary],
  [whether to enable photolibrary],
  [AS_HELP_STRING([--enable-photolibrary],
    [Enable photolibrary: colour palettes of photos])],
  [yes])

dnl PHOTOLIBRARY_LIBRARY(variable prefix, pkg-config module, what it is, package to install)
AC_DEFUN([PHOTOLIBRARY_LIBRARY], [
  PKG_CHECK_MODULES([$1], [$2], [], [
    AC_MSG_ERROR([$3 is missing. Install it (Debian and Ubuntu: apt install $4) and run configure again.])
  ])
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
    AC_MSG_ERROR([a C++ compiler is missing. Install one (Debian and Ubuntu: apt install g++) and run configure again.])
  fi
  PHP_REQUIRE_CXX()

  if test -z "$PKG_CONFIG"; then
    AC_MSG_ERROR([pkg-config is missing. Install it (Debian and Ubuntu: apt install pkg-config) and run configure again.])
  fi

  AC_LANG_PUSH([C++])
  AC_MSG_CHECKING([whether $CXX knows C++20])
  photolibrary_saved_cxxflags=$CXXFLAGS
  CXXFLAGS="$CXXFLAGS -std=c++20"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([
    #include <concepts>
    #include <span>
    #include <stop_token>
  ], [
    std::span<const int> none;
    return std::integral<int> ? static_cast<int>(none.size()) : 1;
  ])], [
    AC_MSG_RESULT([yes])
  ], [
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([$CXX is too old: C++20 is needed, as in g++ 11 or clang 14 (Debian and Ubuntu: apt install g++).])
  ])
  CXXFLAGS=$photolibrary_saved_cxxflags
  AC_LANG_POP([C++])

  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_JPEG], [libjpeg], [libjpeg-turbo], [libjpeg-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_LCMS], [lcms2], [Little CMS 2], [liblcms2-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_TBB], [tbb], [oneTBB], [libtbb-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_ZLIB], [zlib], [zlib], [zlib1g-dev])
  dnl Headers only: linked in, libvips would cost every start of PHP 23 ms, so these are loaded on first need.
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_WEBP], [libwebp], [libwebp], [libwebp-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_VIPS], [vips >= 8.10], [libvips], [libvips-dev])
  PHOTOLIBRARY_LIBRARY([PHOTOLIBRARY_CURL], [libcurl >= 7.87], [libcurl 7.87 or later], [libcurl4-openssl-dev])

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
    src/binding/child_policy.cpp \
    src/binding/complaint.cpp \
    src/binding/http_arguments.cpp \
    src/binding/http_settings.cpp \
    src/binding/iterable.cpp \
    src/binding/paths.cpp \
    src/binding/photolibrary.cpp \
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
    src/binding/value_class.cpp \
    src/binding/value_kinds.cpp \
    src/binding/zvals.cpp \
    src/core/blob.cpp \
    src/core/byte_budget.cpp \
    src/core/cpu.cpp \
    src/core/event.cpp \
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
    src/net/socket_poller.cpp \
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
    src/process/channel.cpp \
    src/process/command.cpp \
    src/process/landlock.cpp \
    src/process/pid_fd.cpp \
    src/process/sandbox.cpp \
    src/process/seccomp_filter.cpp \
    src/process/zygote.cpp \
    src/process/zygote_server.cpp \
    src/schedule/decode/decoding_child.cpp \
    src/schedule/decode/inline_executor.cpp \
    src/schedule/decode/job_frames.cpp \
    src/schedule/decode/last_words.cpp \
    src/schedule/decode/process_executor.cpp \
    src/schedule/decode/run_job.cpp \
    src/schedule/decode/supervisor.cpp \
    src/schedule/decode/thread_executor.cpp \
    src/schedule/decode/thread_runtime.cpp \
    src/schedule/fetch/fetching_stage.cpp \
    src/schedule/ledger.cpp \
    src/schedule/library_version.cpp \
    src/schedule/make_batch.cpp \
    src/schedule/parallelism.cpp"
dnl </sources>

  dnl -ffp-contract=off: the same pixels give the same palette on every processor.
  dnl -MP: a header that is gone does not stop the next make.
  photolibrary_flags="-std=c++20 -O2 -ffp-contract=off -fvisibility=hidden -fvisibility-inlines-hidden -Wall -Wextra -MP"
  dnl PHP's macros declare parameters that few functions use.
  photolibrary_flags="$photolibrary_flags -Wno-unused-parameter"
  photolibrary_flags="$photolibrary_flags -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -I@ext_srcdir@/src"
  photolibrary_flags="$photolibrary_flags $PHOTOLIBRARY_JPEG_CFLAGS $PHOTOLIBRARY_LCMS_CFLAGS $PHOTOLIBRARY_TBB_CFLAGS"
  photolibrary_flags="$photolibrary_flags $PHOTOLIBRARY_ZLIB_CFLAGS $PHOTOLIBRARY_WEBP_CFLAGS $PHOTOLIBRARY_VIPS_CFLAGS $PHOTOLIBRARY_CURL_CFLAGS"
  PHP_NEW_EXTENSION([photolibrary], [$photolibrary_sources], [$ext_shared],, [$photolibrary_flags], [cxx])

dnl <directories>
  PHP_ADD_BUILD_DIR([$ext_builddir/src/analysis])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/binding])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/core])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/color])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/jpeg])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/png])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/vips])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/image/webp])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/net])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/palette])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/process])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/decode])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/schedule/fetch])
dnl </directories>
fi
