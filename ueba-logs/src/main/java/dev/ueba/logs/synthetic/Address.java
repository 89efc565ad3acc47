package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.SeededRandom;

/**
 * Where an event came from. All addresses are from ranges that nobody on the internet has: documentation (RFC 5737, 3849),
 * benchmarks (RFC 2544) and carriers' shared space (RFC 6598).
 *
 * @param text value of {@code actor_ip}
 * @param country two letters
 */
record Address(String text, String country) {

    static final Address NONE = new Address("", "");

    private static final String[] ABROAD = {"BR", "CA", "CL", "ID", "KE", "MX", "NG", "PH", "TH", "TR", "VN", "ZA"};

    static Address ofOffice(Site site) {
        return new Address(site.office(), site.country());
    }

    static Address ofHome(Site site, SeededRandom random) {
        return new Address(
                "198." + (18 + random.nextInt(2)) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254)),
                site.country());
    }

    static Address ofVpn(Site site, SeededRandom random) {
        return new Address("198.51.100." + (1 + random.nextInt(24)), site.country());
    }

    static Address ofPhone(Site site, SeededRandom random) {
        return new Address(
                "100." + (64 + random.nextInt(64)) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254)),
                site.country());
    }

    static Address ofStranger(SeededRandom random) {
        String country = ABROAD[random.nextInt(ABROAD.length)];
        if (random.chance(0.2)) {
            String words = Integer.toHexString(1 + random.nextInt(0xfffe)) + "::"
                    + Integer.toHexString(1 + random.nextInt(0xfffe));
            return new Address("2001:db8:" + words, country);
        }
        String net = random.chance(0.1) ? "192.0.2." : "198.19." + random.nextInt(256) + ".";
        return new Address(net + (1 + random.nextInt(254)), country);
    }
}
