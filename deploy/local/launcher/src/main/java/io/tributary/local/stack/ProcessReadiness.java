package io.tributary.local.stack;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** How a process shows that others can use it. Asking takes at most some seconds. */
public sealed interface ProcessReadiness {
  /** Whether it can be used now. */
  boolean reached();

  /** Removes what a process of former times has left, before another one is started. */
  default void forget() throws IOException {}

  /** What is waited for, to complete "… did not become ready at". */
  String where();

  /**
   * The process makes a file.
   *
   * @param address where its clients find it
   */
  record Made(Path file, String address) implements ProcessReadiness {
    @Override
    public boolean reached() {
      return Files.exists(file);
    }

    @Override
    public String where() {
      return address;
    }

    @Override
    public void forget() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /** The process takes connections. */
  record Port(String host, int port) implements ProcessReadiness {
    @Override
    public boolean reached() {
      try (Socket socket = new Socket(host, port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public String where() {
      return host + ":" + port;
    }
  }

  /**
   * The process answers a GET with status 200.
   *
   * @param password file with the password of its user "tributary", where it asks for one
   */
  record Http(URI uri, Optional<Path> password) implements ProcessReadiness {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
        HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    @Override
    public boolean reached() {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
      password.ifPresent(file -> request.header("Authorization", HomeSecret.basic(file)));
      try {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode()
            == 200;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public String where() {
      return uri.toString();
    }
  }

  /** The server takes connections of its superuser. */
  record Postgres(PostgresSpec server) implements ProcessReadiness {
    @Override
    public boolean reached() {
      Properties properties = new Properties();
      properties.setProperty("user", "postgres");
      properties.setProperty("password", server.password());
      properties.setProperty("connectTimeout", "2");
      try {
        DriverManager.getConnection(server.jdbcUrl("postgres"), properties).close();
        return true;
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public String where() {
      return LoopbackPort.HOST + ":" + server.port();
    }
  }
}
