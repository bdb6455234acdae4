# Where a distribution puts what is not the binary: below the prefix lib/systemd/system, lib/sysusers.d and share/man; the
# config always in /etc/bailiwick, where the binary looks for it. A config that is there already is the operator's: it
# stays. The unit is made when installing, so that `cmake --install --prefix` names the right binary in it.
install(CODE "
  set(BAILIWICK_SBINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_SBINDIR}\")
  configure_file(\"${CMAKE_CURRENT_LIST_DIR}/bailiwick.service.in\"
                 \"${CMAKE_CURRENT_BINARY_DIR}/bailiwick.service\" @ONLY)
  file(INSTALL \"${CMAKE_CURRENT_BINARY_DIR}/bailiwick.service\"
       DESTINATION \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system\")")
install(FILES ${CMAKE_CURRENT_LIST_DIR}/bailiwick.sysusers DESTINATION lib/sysusers.d RENAME bailiwick.conf)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/bailiwick.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(FILES ${CMAKE_CURRENT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(DIRECTORY DESTINATION /etc/bailiwick/zones)
install(CODE "
  if(EXISTS \"\$ENV{DESTDIR}/etc/bailiwick/bailiwick.yaml\")
    message(STATUS \"Kept: \$ENV{DESTDIR}/etc/bailiwick/bailiwick.yaml\")
  else()
    file(INSTALL \"${CMAKE_CURRENT_LIST_DIR}/bailiwick.yaml\" DESTINATION /etc/bailiwick)
  endif()")
