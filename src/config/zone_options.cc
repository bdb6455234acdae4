// `zones`, and the options of one of its entries.
#include <array>

#include "config/option_kinds.h"
#include "config/option_table.h"

namespace bailiwick::config {

namespace {

using enum Type;

constexpr auto zones_of = [](Config & c) -> auto& {
  return c.zones;
};
constexpr auto parent_of = [](ZoneEntry & zone) -> auto& {
  return zone.parent;
};
constexpr auto name_of = [](const ZoneEntry& zone) { return wire::to_display(zone.name); };

constexpr std::array kParentWords = {Word{"unknown", check::ParentPolicy::Unknown},
                                     Word{"narrow", check::ParentPolicy::Narrow},
                                     Word{"wide", check::ParentPolicy::Wide}};

Stored store_registrar(std::string_view text, Record record) {
  constexpr std::size_t kLongest = 60;
  return parse_text(text, kLongest, record.as<ZoneEntry>().registrar);
}

Option zones() {
  Option option{"zones", Records, "names, or mappings with name and file",
                "The zones to serve. Left out: every file in zones-directory that is called DOMAIN.zone."};
  option.list = records_of<zones_of, name_of>();
  option.list.clear = [](Record record) {
    record.as<Config>().zones.clear();
    record.as<Config>().zones_listed = true;
  };
  option.list.place_of = [](ConstRecord record) { return &record.as<ZoneEntry>().place; };
  option.list.set_place = [](Record record, const base::Place& place) { record.as<ZoneEntry>().place = place; };
  option.list.twice = kDuplicateZone;
  option.list.twice_help = "; upper and lower case and a dot at the end make no difference";
  option.list.noun = "zone";
  option.list.lone = "name";
  option.list.example = "example.com";
  option.list.form = "example.com, or {name: example.com, file: example.com.zone}";
  option.default_words = "the *.zone files in zones-directory";
  return option;
}

}  // namespace

void add_zone_options(std::vector<Option>& table) {
  table.push_back(zones());
  table.push_back(
      {.key = "zones[].name",
       .type = Text,
       .range = "a domain name",
       .help = "The zone's name; \".\" is the root zone.",
       .store = [](std::string_view text, Record record) { return parse_name(text, record.as<ZoneEntry>().name); },
       .show = [](ConstRecord record) { return yaml_scalar(wire::to_display(record.as<ZoneEntry>().name)); },
       .required = true,
       .default_words = "none: it must be given"});
  table.push_back(
      {.key = "zones[].file",
       .type = Path,
       .range = "a file",
       .help = "Its zone file. A relative path starts at zones-directory.",
       .store = [](std::string_view text, Record record) { return parse_path(text, record.as<ZoneEntry>().file); },
       .show = [](ConstRecord record) { return yaml_scalar(record.as<ZoneEntry>().file); },
       .default_words = "the zone's name with .zone after it"});
  table.push_back(
      {.key = "zones[].registrar",
       .type = Text,
       .range = "a registrar that a registry profile is for, e.g. alibaba, route53, google",
       .help = "Where the domain is registered: the limits of that registrar hold beside those of the registry.",
       .store = store_registrar,
       .show = [](ConstRecord record) { return yaml_scalar(record.as<ZoneEntry>().registrar); },
       .default_words = "not said"});
  table.push_back(choice<parent_of, kParentWords>(
      "zones[].parent",
      "What the registry above the zone publishes: narrow, addresses only of hosts inside the zone that they serve "
      "(.de, .uk); wide, also of hosts inside other zones under it (.com)."));
}

}  // namespace bailiwick::config
