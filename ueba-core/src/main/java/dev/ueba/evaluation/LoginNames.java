package dev.ueba.evaluation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands out logins that look like those of people and machine accounts, each once. Not thread-safe. */
final class LoginNames {

    private static final List<String> FIRST = List.of(
            "adele", "aisha", "akira", "alba", "amir", "anders", "anja", "anton", "beata", "bilal", "bruno", "carla",
            "cem", "chiara", "daniel", "daria", "david", "elena", "emeka", "emil", "esra", "farid", "fatima", "felix",
            "freya", "gita", "goran", "hana", "helga", "hugo", "ines", "ivan", "jana", "jin", "jonas", "julia", "karim",
            "kofi", "lars", "leila", "lena", "lucia", "luis", "maja", "marco", "maria", "mateo", "mei", "mila", "mirko",
            "nadia", "nils", "nora", "olga", "omar", "paula", "pedro", "petra", "priya", "rafael", "rosa", "sami",
            "sara", "sofia", "stefan", "sunil", "tariq", "tessa", "tomas", "uma", "vera", "victor", "wanda", "yara",
            "yusuf", "zoe");

    private static final List<String> LAST = List.of(
            "adeyemi",
            "almeida",
            "andersen",
            "bakker",
            "baran",
            "bianchi",
            "brandt",
            "carvalho",
            "castro",
            "chen",
            "costa",
            "dahl",
            "demir",
            "diaz",
            "dubois",
            "ekholm",
            "farkas",
            "ferrari",
            "fischer",
            "garcia",
            "ghosh",
            "haddad",
            "hansen",
            "hartmann",
            "horvat",
            "ibrahim",
            "iyer",
            "jansen",
            "jensen",
            "kaya",
            "keller",
            "khan",
            "kim",
            "kovacs",
            "kowalski",
            "krause",
            "kumar",
            "larsen",
            "lehmann",
            "lindqvist",
            "mancini",
            "mehta",
            "meyer",
            "moreau",
            "mwangi",
            "nakamura",
            "nguyen",
            "novak",
            "okafor",
            "olsen",
            "pereira",
            "petrov",
            "popescu",
            "qureshi",
            "rahman",
            "ricci",
            "rossi",
            "ruiz",
            "saito",
            "santos",
            "sato",
            "schmidt",
            "silva",
            "singh",
            "sorensen",
            "suzuki",
            "tanaka",
            "torres",
            "varga",
            "virtanen",
            "vogel",
            "weber",
            "yilmaz",
            "zimmer");

    private static final List<String> MACHINE_TASK = List.of(
            "ci-deploy",
            "nightly-build",
            "mirror-sync",
            "release-runner",
            "docs-publisher",
            "license-scan",
            "image-builder",
            "test-farm",
            "package-cache",
            "translation-sync",
            "infra-apply",
            "dependency-update");

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> nextNumber = new HashMap<>();

    /** Returns the next login of a person: {@code maria-keller}, {@code dkim}, {@code rosa-s}, {@code nolsen92} or so. */
    String person(SeededRandom random) {
        String first = FIRST.get(random.nextInt(FIRST.size()));
        String last = LAST.get(random.nextInt(LAST.size()));
        int style = random.nextInt(10);
        int year = 70 + random.nextInt(30);
        if (style < 4) {
            return unique(first + "-" + last);
        }
        if (style < 7) {
            return unique(first.charAt(0) + last);
        }
        if (style < 8) {
            return unique(last + "-" + first.charAt(0));
        }
        return style < 9 ? unique(first + last) : unique(first.charAt(0) + last + year);
    }

    /** Returns the next login of a machine account that does not call itself a bot. */
    String machine(SeededRandom random) {
        return unique(MACHINE_TASK.get(random.nextInt(MACHINE_TASK.size())));
    }

    private String unique(String login) {
        String candidate = login;
        while (!taken.add(candidate)) {
            candidate = login + "-" + nextNumber.merge(login, 2, (known, two) -> known + 1);
        }
        return candidate;
    }
}
