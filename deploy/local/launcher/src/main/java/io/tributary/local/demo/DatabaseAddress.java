package io.tributary.local.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * An address as applications have it in their .env files: {@code
 * postgresql://user:password@host:port/database}. Passwords of the demo need no escaping.
 */
record DatabaseAddress(String host, int port, String database, String user, String password) {
  private static final String CONNECT_TIMEOUT_SECONDS = "10";
  private static final String SOCKET_TIMEOUT_SECONDS = "60";

  static DatabaseAddress parse(String address) {
    URI uri = URI.create(address);
    String[] login = uri.getUserInfo().split(":", 2);
    return new DatabaseAddress(
        uri.getHost(), uri.getPort(), uri.getPath().substring(1), login[0], login[1]);
  }

  /** The address that a variable of an .env file holds; quotes around it do not belong to it. */
  static DatabaseAddress read(Path envFile, String variable) throws IOException {
    for (String line : Files.readAllLines(envFile)) {
      if (line.startsWith(variable + "=")) {
        String value = line.substring(variable.length() + 1).strip();
        boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        return parse(quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    throw new IOException("The file " + envFile + " does not set " + variable + ".");
  }

  String text() {
    return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + database;
  }

  Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
