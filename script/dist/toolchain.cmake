# For static binaries of LEAKGATE_ARCH (x86_64 or aarch64): Debian's compiler for it, and the
# libraries of build/parts/ARCH (script/dist/parts), never those of this machine.
set(LEAKGATE_ARCH x86_64 CACHE STRING "x86_64 or aarch64")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES LEAKGATE_ARCH)
get_filename_component(leakgate_top ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
set(leakgate_parts ${leakgate_top}/build/parts/${LEAKGATE_ARCH})

# That the name of the system is set makes CMake compile for another one: also for this machine's
# own architecture nothing that was built is run to build the rest.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${LEAKGATE_ARCH})
set(CMAKE_C_COMPILER ${LEAKGATE_ARCH}-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER ${LEAKGATE_ARCH}-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE ${LEAKGATE_ARCH}-linux-gnu)
foreach(language C CXX)
  set(CMAKE_${language}_STANDARD_INCLUDE_DIRECTORIES
    ${leakgate_parts}/root/usr/include/${LEAKGATE_ARCH}-linux-gnu ${leakgate_parts}/root/usr/include)
  # No path of the machine gets into the bytes, and what is not called is left out.
  set(CMAKE_${language}_FLAGS_INIT
    "-ffunction-sections -fdata-sections -ffile-prefix-map=${leakgate_top}=.")
endforeach()

set(CMAKE_FIND_ROOT_PATH ${leakgate_parts}/root)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
set(OPENSSL_USE_STATIC_LIBS ON)
set(ZLIB_USE_STATIC_LIBS ON)
set(Protobuf_USE_STATIC_LIBS ON)
