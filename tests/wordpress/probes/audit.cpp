// For LD_AUDIT (see rtld-audit(7)): whoever calls the first function of libjpeg crashes. LD_PRELOAD would not do, since
// PHP binds its extensions to their own libraries first.

#include <link.h>

#include <cstring>

namespace {

void crash() {
    __builtin_trap();
}

}  // namespace

extern "C" {

unsigned la_version(unsigned) {
    return LAV_CURRENT;
}

unsigned la_objopen(link_map*, Lmid_t, uintptr_t*) {
    return LA_FLG_BINDTO | LA_FLG_BINDFROM;
}

uintptr_t la_symbind64(Elf64_Sym* symbol, unsigned, uintptr_t*, uintptr_t*, unsigned*, const char* name) {
    return std::strcmp(name, "jpeg_CreateDecompress") == 0 ? reinterpret_cast<uintptr_t>(&crash) : symbol->st_value;
}
}
