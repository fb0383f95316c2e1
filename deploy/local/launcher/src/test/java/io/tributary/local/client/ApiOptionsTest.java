package io.tributary.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Where the token goes, and where it does not. */
class ApiOptionsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tributary.internal:8080",
        "http://10.0.0.7:8080",
        "HTTP://10.0.0.7:8080",
        "http://[2001:db8::1]:8080",
        "http://localhost.evil.example:8080",
        "http://127.0.0.1.evil.example:8080",
        "http://127.0.0.1@evil.example:8080",
        "http://0.0.0.0:8080"
      })
  void sendsNoTokenToAnotherMachineInPlainText(String address) throws Exception {
    ApiOptions options = options(Map.of(), "--api", address);
    assertThatThrownBy(options::open)
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
              assertThat(failure.inWords())
                  .contains(address, "nothing was sent", "docs/security.md")
                  .contains("Next: ./tributary list --api https://")
                  .doesNotContain("the-token");
            });
  }

  @Test
  void sendsNoneWhereTheEnvironmentNamesTheOtherMachine() throws Exception {
    ApiOptions options = options(Map.of(ApiOptions.ADDRESS, "http://10.0.0.7:8080"));
    assertThatThrownBy(options::open).hasMessageContaining("plain HTTP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://LOCALHOST:8080",
        "http://127.0.0.1:8080",
        "http://127.0.1.1:8080",
        "http://[::1]:8080",
        "https://tributary.internal:8443",
        "HTTPS://10.0.0.7:8443"
      })
  void asksThisMachineAndWhomeverByHttps(String address) throws Exception {
    assertThat(options(Map.of(), "--api", address).open().address()).isEqualTo(URI.create(address));
  }

  @Test
  void asksInPlainTextWhereThatIsSaid() throws Exception {
    assertThat(options(Map.of(), "--api", "http://10.0.0.7:8080", "--unencrypted").open().address())
        .isEqualTo(URI.create("http://10.0.0.7:8080"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://localhost", "httpx://localhost", "file:///etc/passwd", "localhost"})
  void refusesWhatIsNoAddressOfTheApi(String address) throws Exception {
    ApiOptions options = options(Map.of(), "--api", address);
    assertThatThrownBy(options::open).hasMessageContaining("is no address of an orchestrator");
  }

  @Test
  void followsNobodyWhoSendsItElsewhereWithTheToken() throws Exception {
    // given
    List<String> askedElsewhere = new ArrayList<>();
    HttpServer elsewhere = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          askedElsewhere.add(String.valueOf(exchange.getRequestHeaders().get("Authorization")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    HttpServer orchestrator = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    orchestrator.createContext(
        "/",
        exchange -> {
          String there = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/";
          exchange.getResponseHeaders().add("Location", there);
          exchange.sendResponseHeaders(307, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    elsewhere.start();
    orchestrator.start();
    try {
      String address = "http://127.0.0.1:" + orchestrator.getAddress().getPort();
      OrchestratorApi api = options(Map.of(), "--api", address).open();

      // then
      assertThatThrownBy(api::list).isInstanceOf(CommandFailure.class);
      assertThat(askedElsewhere).isEmpty();
    } finally {
      orchestrator.stop(0);
      elsewhere.stop(0);
    }
  }

  private ApiOptions options(Map<String, String> environment, String... arguments)
      throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "the-token");
    List<String> all = new ArrayList<>(List.of("--token-file", token.toString()));
    all.addAll(List.of(arguments));
    return CommandLine.populateCommand(new ApiOptions(environment), all.toArray(String[]::new));
  }
}
