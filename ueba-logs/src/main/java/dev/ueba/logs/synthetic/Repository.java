package dev.ueba.logs.synthetic;

/**
 * A repository of the organisation.
 *
 * @param fullName organisation and name
 * @param id number
 * @param visibility {@code private}, {@code internal} or {@code public}
 */
record Repository(String fullName, long id, String visibility) {

    boolean isPublic() {
        return visibility.equals("public");
    }
}
