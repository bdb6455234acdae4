// The codes of the findings about a config file, one a kind. Scripts and tests match on them: never reuse one.
#pragma once

namespace bailiwick::config {

inline constexpr const char* kUnreadable = "G01";       // the file: missing, a directory, no permission, too large
inline constexpr const char* kNotYaml = "G02";          // syntax, encoding, nesting, anchors, tags, several documents
inline constexpr const char* kUnknownKey = "G03";       //
inline constexpr const char* kDuplicateKey = "G04";     //
inline constexpr const char* kWrongType = "G05";        // a list for a number, text for a number, no value at all
inline constexpr const char* kOutOfRange = "G06";       // a number or a duration too small or large, a text too long
inline constexpr const char* kNoSuchChoice = "G07";     //
inline constexpr const char* kBadAddress = "G08";       // address or port
inline constexpr const char* kDuplicateListen = "G09";  //
inline constexpr const char* kBadZoneName = "G10";      //
inline constexpr const char* kDuplicateZone = "G11";    //
inline constexpr const char* kZonesDirectory = "G12";   // missing, unreadable; a warning: holds no zone
inline constexpr const char* kMissing = "G13";          // an empty list, a zone without a name
inline constexpr const char* kRegistries = "G15";       // registries-directory: missing or unreadable
inline constexpr const char* kAbsentAddress = "G18";    // no interface of this machine has it

}  // namespace bailiwick::config
