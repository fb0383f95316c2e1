package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an action names is judged in the moment in which it is done, whatever was before. */
class SwitchGrantsTest {
  @TempDir private Path temporary;
  private Path granted;
  private Path outside;

  @BeforeEach
  void directories() throws IOException {
    granted = Files.createDirectory(temporary.toRealPath().resolve("granted"));
    outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
  }

  @Test
  void rewritesNoFileThroughALinkOutOfTheDirectory() throws IOException {
    Path foreign = Files.writeString(outside.resolve(".env"), "A=1\n");
    Path link = Files.createSymbolicLink(granted.resolve(".env"), foreign);
    for (String path : List.of(link.toString(), granted + "/../outside/.env", foreign.toString())) {
      refused(new SwitchAction.EnvFile(path, Map.of("A", "2")), GrantKey.ENV_FILE_DIRECTORIES);
    }
    assertThat(foreign).content().isEqualTo("A=1\n");
    assertThat(outside).isDirectoryNotContaining("glob:**.before-*");
  }

  @Test
  void runsNoProgramThatIsNotGranted() throws IOException {
    Path ran = outside.resolve("ran");
    Path program = Files.writeString(outside.resolve("tool"), "#!/bin/sh\ntouch " + ran + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path link = Files.createSymbolicLink(granted.resolve("tool"), program);
    for (Path named : List.of(program, link, Path.of("/bin/sh"))) {
      refused(
          new SwitchAction.Command(List.of(named.toString(), "-c", "touch " + ran), 5_000),
          GrantKey.PROGRAMS);
    }
    assertThat(ran).doesNotExist();
  }

  @Test
  void callsNoHostThatIsNotGranted() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger calls = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
        });
    server.start();
    try {
      refused(
          new SwitchAction.Webhook(
              "http://localhost:" + server.getAddress().getPort() + "/x", 1_000),
          GrantKey.WEBHOOK_HOSTS);
      assertThat(calls).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoGrantedHostToAnotherOne(int status) throws IOException {
    // given a granted one that sends whoever calls it to a service of this machine
    AtomicInteger calls = new AtomicInteger();
    HttpServer inside =
        server(
            exchange -> {
              calls.incrementAndGet();
              exchange.sendResponseHeaders(200, -1);
            });
    HttpServer hook =
        server(
            exchange -> {
              String there = "http://127.0.0.1:" + inside.getAddress().getPort() + "/secrets";
              exchange.getResponseHeaders().add("Location", there);
              exchange.sendResponseHeaders(status, -1);
            });
    try {
      String host = "localhost:" + hook.getAddress().getPort();
      Grants grants =
          Grants.of(
              name ->
                  name.equals(GrantKey.WEBHOOK_HOSTS.key()) ? Optional.of(host) : Optional.empty(),
              List.of(),
              "");

      // when
      ErrorReport error =
          run(grants, new SwitchAction.Webhook("http://" + host + "/switched", 5_000));

      // then
      assertThat(error.code()).isEqualTo(SwitchError.WEBHOOK.fact().code());
      assertThat(error.message()).contains("status " + status);
      assertThat(calls).hasValue(0);
    } finally {
      hook.stop(0);
      inside.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example@127.0.0.1/",
        "http://hooks.example:80@127.0.0.1/",
        "http://127.0.0.1/#hooks.example",
        "http://127.0.0.1/?http://hooks.example",
        "http://hooks.example.evil.example/",
        "http://hooks.example:8080/",
        "http://[::ffff:127.0.0.1]/",
        "http://evil.example\\@hooks.example/",
        "file:///etc/passwd"
      })
  void isNotDeceivedAboutTheHostOfAnAddress(String address) {
    Grants grants =
        Grants.of(
            name ->
                name.equals(GrantKey.WEBHOOK_HOSTS.key())
                    ? Optional.of("hooks.example:80")
                    : Optional.empty(),
            List.of(),
            "");
    assertThat(run(grants, new SwitchAction.Webhook(address, 500)).code())
        .isIn("TRB-GRANT-REFUSED", SwitchError.WEBHOOK.fact().code());
  }

  private static HttpServer server(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          handler.handle(exchange);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static ErrorReport run(Grants grants, SwitchAction action) {
    return new SwitchRunner(new SecretReader(grants), grants, Clock.systemUTC())
        .run(
            Plans.cutover(1_000, Plans.of("shop", "a"), action),
            new SwitchRequest("m", "c", SwitchWay.CUTOVER, 0, null),
            told -> {})
        .map(SwitchReport::error)
        .orElseThrow();
  }

  @Test
  void readsNoSecretThatIsNotGranted() throws IOException {
    Path file = Files.writeString(granted.resolve(".env"), "A=1\n");
    Path secret = Files.writeString(outside.resolve("secret"), "hidden");
    refused(
        new SwitchAction.EnvFile(file.toString(), Map.of("A", "${file:" + secret + "}")),
        GrantKey.SECRET_DIRECTORIES);
    refused(
        new SwitchAction.EnvFile(file.toString(), Map.of("A", "${env:HOME}")),
        GrantKey.SECRET_VARIABLES);
    assertThat(file).content().isEqualTo("A=1\n");
  }

  private void refused(SwitchAction action, GrantKey key) {
    Grants grants =
        Grants.of(
            name ->
                name.endsWith("directories") || name.equals(GrantKey.PROGRAMS.key())
                    ? Optional.of(granted.toString())
                    : Optional.empty(),
            List.of(),
            "/usr/bin:/bin");
    SwitchRunner runner = new SwitchRunner(new SecretReader(grants), grants, Clock.systemUTC());
    ErrorReport looked =
        runner
            .look(Plans.cutover(1_000, Plans.of("shop", "a"), action), SwitchWay.CUTOVER)
            .get(0)
            .problem()
            .orElseThrow();
    ErrorReport done =
        runner
            .run(
                Plans.cutover(1_000, Plans.of("shop", "a"), action),
                new SwitchRequest("m", "c", SwitchWay.CUTOVER, 0, null),
                told -> {})
            .map(SwitchReport::error)
            .orElseThrow();
    for (ErrorReport refusal : List.of(looked, done)) {
      assertThat(refusal.code()).as(refusal.message()).isEqualTo("TRB-GRANT-REFUSED");
      assertThat(refusal.fields()).containsEntry("key", key.key());
    }
  }
}
