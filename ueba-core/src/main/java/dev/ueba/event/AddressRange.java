package dev.ueba.event;

/**
 * What kind of address a text is, by the blocks of RFC 1918, 6598, 3927, 4193 and 4291. Nothing is looked up.
 */
final class AddressRange {

    static final String NAME = "name";
    static final String PUBLIC = "public";

    private static final int LONGEST = 45;

    private AddressRange() {}

    /** Returns the name of the range, see {@link EventText#addressRange}. */
    static String of(String text) {
        String address = text.startsWith("::ffff:") || text.startsWith("::FFFF:") ? text.substring(7) : text;
        int[] bytes = ipv4(address);
        if (bytes.length == 4) {
            return ofIpv4(bytes[0], bytes[1]);
        }
        return looksLikeIpv6(text) ? ofIpv6(text) : NAME;
    }

    private static String ofIpv4(int first, int second) {
        if (first == 10) {
            return "private 10/8";
        } else if (first == 172 && second >= 16 && second < 32) {
            return "private 172.16/12";
        } else if (first == 192 && second == 168) {
            return "private 192.168/16";
        } else if (first == 100 && second >= 64 && second < 128) {
            return "shared 100.64/10";
        } else if (first == 127) {
            return "loopback";
        } else if (first == 169 && second == 254) {
            return "link-local";
        }
        return PUBLIC;
    }

    private static String ofIpv6(String text) {
        if (text.equals("::1")) {
            return "loopback";
        }
        int colon = text.indexOf(':');
        int first = colon == 0 ? 0 : Integer.parseInt(text, 0, colon, 16);
        if ((first & 0xffc0) == 0xfe80) {
            return "link-local";
        }
        return (first & 0xfe00) == 0xfc00 ? "unique-local" : PUBLIC;
    }

    /** Returns the four numbers, or nothing if the text is not a dotted address. */
    private static int[] ipv4(String text) {
        int[] bytes = new int[4];
        int part = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0 && part < 3) {
                part++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                bytes[part] = 10 * bytes[part] + (c - '0');
                digits++;
                if (bytes[part] > 255) {
                    return new int[0];
                }
            } else {
                return new int[0];
            }
        }
        return part == 3 && digits > 0 ? bytes : new int[0];
    }

    /** Tells whether there are two colons at least, groups of at most four hexadecimal digits, and perhaps a zone. */
    private static boolean looksLikeIpv6(String text) {
        int colons = 0;
        int digits = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != '%'; i++) {
            char c = text.charAt(i);
            if (c == ':') {
                colons++;
                digits = 0;
            } else if (Character.digit(c, 16) < 0 || c > 'f' || ++digits > 4) {
                return false;
            }
        }
        return colons >= 2 && colons <= 8 && text.length() <= LONGEST;
    }
}
