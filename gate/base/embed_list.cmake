# For scripts that turn files into C++ source: sets `entries` to a row {"PREFIX/NAME", "CONTENT"} for
# each of the files, sorted by name, and `count` to their number, in the caller.
function(embed_list prefix)
  list(SORT ARGN)
  set(rows "")
  list(LENGTH ARGN number)
  foreach(source IN LISTS ARGN)
    get_filename_component(name ${source} NAME)
    file(READ ${source} content)
    string(APPEND rows "  {\"${prefix}${name}\", R\"LEAKGATE(${content})LEAKGATE\"},\n")
  endforeach()
  set(entries "${rows}" PARENT_SCOPE)
  set(count ${number} PARENT_SCOPE)
endfunction()
