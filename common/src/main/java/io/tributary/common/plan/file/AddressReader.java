package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretRef;
import java.util.Optional;

/** Reads connections and references to secrets. */
final class AddressReader {
  private static final int PORT = 5432;

  private AddressReader() {}

  static DatabaseAddress read(FileValue value) {
    return read(value, SectionKeys.CONNECTION, "", PORT);
  }

  /** The same of a section in which the database is always the same. */
  static DatabaseAddress read(
      FileValue value, SectionKeys section, String sameDatabase, int usualPort) {
    SectionFields fields = value.fields(section);
    String host = fields.text("host");
    // The host becomes part of an address; these would end it early.
    if (host.matches(".*[\\s/?&#@,].*")) {
      fields.get("host").ifPresent(v -> v.problem(PlanError.BAD_VALUE, "This is not one host."));
    }
    String database = fields.text("database", sameDatabase);
    String user = fields.text("user");
    fields.get("database").ifPresent(v -> NameRules.checkIdentifier(v, database));
    fields.get("user").ifPresent(v -> NameRules.checkIdentifier(v, user));
    DatabaseAddress address =
        new DatabaseAddress(
            host,
            (int) fields.number("port", usualPort, 1, 65_535),
            database,
            user,
            fields.get("password").flatMap(AddressReader::secret).orElse(null),
            TlsReader.read(fields));
    TlsReader.requireVerified(value, address);
    return address;
  }

  /** The same of a source, whose connector puts the database's name into an address as it is. */
  static DatabaseAddress readSource(FileValue value) {
    DatabaseAddress address = read(value);
    if (address.database().matches(".*[?/%+].*")) {
      value
          .fields(SectionKeys.CONNECTION)
          .get("database")
          .ifPresent(
              name ->
                  name.problem(
                      PlanError.BAD_NAME,
                      "The changes of a database whose name has one of ? / % + cannot be captured;"
                          + " rename it (ALTER DATABASE … RENAME TO)."));
    }
    return address;
  }

  /**
   * The place of a secret, empty where it cannot be read; a secret itself is refused, and not
   * repeated in the message.
   */
  static Optional<SecretRef> secret(FileValue value) {
    if (value.isText()) {
      value.problem(
          PlanError.PASSWORD_IN_PLAIN,
          "A password does not belong into this file. Say where it is kept: {env: NAME} for an"
              + " environment variable of the services, or {file: /path} for a file.");
      return Optional.empty();
    }
    SectionFields fields = value.fields(SectionKeys.SECRET);
    if (fields.values().size() != 1) {
      value.problem(PlanError.BAD_VALUE, "Write either {env: NAME} or {file: /path}.");
      return Optional.empty();
    }
    if (fields.get("env").isPresent()) {
      String name = fields.text("env");
      fields.get("env").ifPresent(v -> NameRules.checkVariable(v, name));
      return Optional.of(SecretRef.env(name));
    }
    String path = fields.text("file");
    fields.get("file").ifPresent(v -> NameRules.checkAbsolutePath(v, path));
    return Optional.of(SecretRef.file(path));
  }
}
