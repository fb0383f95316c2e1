package io.tributary.local.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tributary.fixture.LoopbackPort;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientClientTest {
  private final int port = LoopbackPort.free();
  private final HttpRequest request =
      HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/x")).build();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @Test
  void asksAgainWhileNobodyListensAndWhileTheServiceIsNotActiveYet() {
    // given a service that comes up after the first try and stands by at the second
    PatientClient client =
        new PatientClient(
            () -> {
              listen();
              return null;
            });

    // when
    int status = client.send(request).statusCode();

    // then
    server.stop(0);
    assertThat(status).isEqualTo(200);
    assertThat(asked).hasValue(2);
  }

  @Test
  void givesUpWhenTheRestOfTheStackSaysWhy() {
    PatientClient client = new PatientClient(() -> "The broker ended.");

    assertThatThrownBy(() -> client.send(request))
        .isInstanceOf(StartFailure.class)
        .hasMessage("The broker ended.");
  }

  private void listen() {
    if (server != null) {
      return;
    }
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
  }
}
