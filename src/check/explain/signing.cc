// X01 to X09: signed zones. The zone of X01 is signed in truth; its key is nobody's.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kSigning[] = {
    {.code = "X01",
     .title = "a signature that is missing or wrong",
     .level = "error; warning where another signature is right, or nothing is signed",
     .meaning = "In a signed zone each RRset needs a signature (RRSIG) by a key of the zone (DNSKEY), made by the zone "
                "itself for these very records. Here there is none, or none that is right; or there are keys and no "
                "signatures, or signatures and no keys.",
     .why = "Resolvers that validate take records without a right signature for forged, and answer SERVFAIL.",
     .wrong = R"($TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
@ IN RRSIG SOA 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       S25L3veT6daQKNWzjGJmUBuNrTEIuNYDE4IzvC87W6y63JvSGvRkPuROMiDTJUPYt2zeFmsxU4hNo03C0rsBDA== )
@ IN DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=
@ IN RRSIG DNSKEY 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       +CRFO2u4YhcbVJIKezyAXtM00D1+J5bjpCVOfXffrqja+hReGi3I2ipveloeWTvPVCXj17FM5ZnYGFDp3cIZBg== )
@ IN NSEC example.com. NS SOA RRSIG NSEC DNSKEY
@ IN RRSIG NSEC 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       I5fE2BKd6wXwQDnRpBxfkF7pNV3gRH2rqyVhTFEHpK8LEwbSlvfvVLYWM2Vb0TgxQR6Eb3hiKVYccczBydoCAQ== )
)",
     .mended = R"($TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
@ IN RRSIG SOA 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       S25L3veT6daQKNWzjGJmUBuNrTEIuNYDE4IzvC87W6y63JvSGvRkPuROMiDTJUPYt2zeFmsxU4hNo03C0rsBDA== )
@ IN RRSIG NS 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       gpMC7I8d/LZj3DDJVLjuFM6U/wjl4GX3NmaL6+wGw8fsGPeXzTU8SmPlWeOOS2tDS6odT5TRYf/G+Es9Ws3IAw== )
@ IN DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=
@ IN RRSIG DNSKEY 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       +CRFO2u4YhcbVJIKezyAXtM00D1+J5bjpCVOfXffrqja+hReGi3I2ipveloeWTvPVCXj17FM5ZnYGFDp3cIZBg== )
@ IN NSEC example.com. NS SOA RRSIG NSEC DNSKEY
@ IN RRSIG NSEC 15 2 3600 20271101000000 20261101000000 32598 example.com. (
       I5fE2BKd6wXwQDnRpBxfkF7pNV3gRH2rqyVhTFEHpK8LEwbSlvfvVLYWM2Vb0TgxQR6Eb3hiKVYccczBydoCAQ== )
)",
     .rfc = "RFC 4035 sections 2.2 and 5.3"},
    {.code = "X02",
     .title = "a signature that is not valid on this day",
     .level = "error; warning where it expires within three days, is valid for more than 400 days, or is spare",
     .meaning = "A signature says from when until when it is valid. By the clock, or by the time given with --time, it "
                "has expired, is not valid yet, or is about to expire; or it is valid for so long that it is of little "
                "use.",
     .why = "Resolvers that validate take the records for forged outside that time. The zone is served all the same, "
            "as others do not care.",
     .wrong = R"(@ IN RRSIG SOA 13 2 3600 20261130000000 20261101000000 12345 example.com. AAAA
)",
     .mended = R"(@ IN RRSIG SOA 13 2 3600 20270131000000 20261231000000 12345 example.com. AAAA
)",
     .rfc = "RFC 4034 section 3.1.5, RFC 6781 section 4.4.2"},
    {.code = "X03",
     .title = "a signature that does not fit what it signs",
     .level = "error; warning where validators pass over it",
     .meaning = "The signature is for a type that the name does not have, or gives another TTL than the records have; "
                "or it is for glue or other records below a delegation, which this zone does not sign.",
     .why = "Such a signature was left over when records were changed after signing: the next change is one that "
            "breaks the zone.",
     .wrong = R"(@ IN RRSIG SOA 13 2 7200 20270131000000 20261231000000 12345 example.com. AAAA
)",
     .mended = R"(@ IN RRSIG SOA 13 2 3600 20270131000000 20261231000000 12345 example.com. AAAA
)",
     .rfc = "RFC 4034 section 3.1, RFC 4035 section 2.2"},
    {.code = "X04",
     .title = "a chain of NSEC records that is not whole",
     .level = "error; warning where NSEC3 records are used instead",
     .meaning =
         "Each name with records has one NSEC record, which names the next one and lists the types that its name "
         "has. Here one is missing, one too many, or one says what is not so.",
     .why = "What does not exist is proved by these records. A wrong one denies what exists, or has resolvers that "
            "validate answer SERVFAIL.",
     .wrong = R"(@   IN NSEC ns2 NS SOA NSEC
ns1 IN NSEC ns2 A NSEC
ns2 IN NSEC @ A NSEC
)",
     .mended = R"(@   IN NSEC ns1 NS SOA NSEC
ns1 IN NSEC ns2 A NSEC
ns2 IN NSEC @ A NSEC
)",
     .rfc = "RFC 4034 section 4, RFC 4035 section 2.3"},
    {.code = "X05",
     .title = "NSEC3 records that are costly, or no whole chain",
     .level = "error; warning for extra iterations, fatal for more than 100; info for a salt and needless opt-out",
     .meaning =
         "The NSEC3PARAM record asks for extra iterations of the hash, a salt, or what nobody knows; or the NSEC3 "
         "records are not one for each name of the zone, each naming the next hash and the types of its name. "
         "Opt-out leaves out unsigned delegations only.",
     .why = "Extra iterations cost resolvers work and hide nothing from who guesses names: validators take a zone with "
            "many of them for unsigned, or answer SERVFAIL for it. A chain that is not whole denies what exists, or "
            "proves nothing.",
     .wrong = R"(@ IN NSEC3PARAM 1 0 150 AB12
)",
     .mended = R"(@ IN NSEC3PARAM 1 0 0 -
gufvra2sfio8rsfp7uo41e8ad1kr41fh IN NSEC3 1 0 0 - (
  k66jgr4erq01o0sqtqdgvcdijui7a6m6 A )
k66jgr4erq01o0sqtqdgvcdijui7a6m6 IN NSEC3 1 0 0 - (
  onib9mgub9h0rml3cdf5bgrj59dkjhvk A )
onib9mgub9h0rml3cdf5bgrj59dkjhvk IN NSEC3 1 0 0 - (
  gufvra2sfio8rsfp7uo41e8ad1kr41fh NS SOA NSEC3PARAM )
)",
     .rfc = "RFC 9276 section 3, RFC 5155 sections 7.1 and 10.3"},
    {.code = "X06",
     .title = "a key that validators refuse, or that does not sign what it must",
     .level = "warning",
     .meaning = "A DNSKEY record is of a retired or unknown algorithm, too short, not of the form of its algorithm, or "
                "no zone key by its flags; two of them have one key tag; none is marked as secure entry point (flags "
                "257), or none of those signs the keys; or an algorithm has a key, but not a signature of everything.",
     .why = "What such a key signs is taken for unsigned or forged, and it is hard to tell which key the DS record in "
            "the parent zone is for.",
     .wrong = R"(@ IN DNSKEY 256 3 15 AAAA
)",
     .mended = R"(@ IN DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=
)",
     .rfc = "RFC 4034 section 2, RFC 4035 section 2.2, RFC 8624 section 3.1, RFC 9905"},
    {.code = "X07",
     .title = "a DS record that validators refuse",
     .level = "error; warning where it is only of a kind that is not used any more",
     .meaning = "The digest of a DS record is not as long as its type says, or its type or algorithm is unknown or "
                "retired: SHA-1 alone, for one.",
     .why = "Validators pass over such a record. Where there is no other, the delegation counts as unsigned, or every "
            "answer from below it as forged.",
     .wrong = R"(kid IN NS ns1
kid IN DS 60485 13 1 2BB183AF5F22588179A53B0A98631FAD1A292118
)",
     .mended = R"(kid IN NS ns1
kid IN DS 60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
)",
     .rfc = "RFC 4034 section 5, RFC 8624 section 3.3, RFC 9905"},
    {.code = "X08",
     .title = "CDS and CDNSKEY records that the parent must not heed",
     .level = "error",
     .meaning =
         "By CDS and CDNSKEY records a zone tells its parent which DS records to have. They belong at the name of "
         "a signed zone, must say the same, be for a key of the zone, or all ask for no DS record.",
     .why = "A parent zone that heeds them breaks the delegation; one that looks closely ignores them, and the new key "
            "never gets there.",
     .wrong = R"(@ IN DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=
@ IN RRSIG CDS 15 2 3600 20270131000000 20261231000000 32598 example.com. AAAA
@ IN CDS 32598 15 2 594c8611720a67ceb8f31120be287f0571ed6622edef5447f9d4fc583ca01300
)",
     .mended = R"(@ IN DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=
@ IN RRSIG CDS 15 2 3600 20270131000000 20261231000000 32598 example.com. AAAA
@ IN CDS 32598 15 2 594c8611720a67ceb8f31120be287f0571ed6622edef5447f9d4fc583ca0136c
)",
     .rfc = "RFC 7344 section 4, RFC 8078 section 4"},
    {.code = "X09",
     .title = "a digest of the zone (ZONEMD) that is wrong",
     .level = "fatal; warning where it cannot be verified",
     .meaning =
         "The zone has a digest of itself, by which who loads it can tell that nothing was changed on the way. It "
         "is not the digest of these records. `zonemd: require` also asks for one where there is none.",
     .why = "The zone is not what its maker wrote: an edit after the digest was made, or a file that was cut off.",
     .wrong = R"(www IN A 192.0.2.81
@   IN ZONEMD 2026112101 1 1 (
       6b3906740064ca31706b072b2a157cbc21fe80d2489c0981
       71e4bc9df609ab75c786f19ddcb47900a6dda938301a6aab )
)",
     .mended = R"(www IN A 192.0.2.80
@   IN ZONEMD 2026112101 1 1 (
       6b3906740064ca31706b072b2a157cbc21fe80d2489c0981
       71e4bc9df609ab75c786f19ddcb47900a6dda938301a6aab )
)",
     .rfc = "RFC 8976"},
};

}  // namespace

std::span<const Explanation> explain_signing() {
  return kSigning;
}

}  // namespace bailiwick::check
