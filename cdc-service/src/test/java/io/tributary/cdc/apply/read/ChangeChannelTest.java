package io.tributary.cdc.apply.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.tributary.common.model.StreamId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeChannelTest {
  private final Vertx vertx = Vertx.vertx();
  private final ChangeChannel channel =
      new ChangeChannel(new StreamId("m", "s"), () -> 0, closed -> {});

  @AfterEach
  void close() throws Exception {
    channel.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Elsewhere the connector may forget that it was asked. */
  @Test
  void asksForTheNextPollWhereTheLastOneWasDelivered() {
    // given
    Polls polls = new Polls(((VertxInternal) vertx).createEventLoopContext());

    // when
    channel.read(Multi.createFrom().publisher(polls));

    // then
    await().until(() -> polls.askedBy.size() == 3);
    assertThat(polls.askedBy.subList(1, 3)).containsExactlyElementsOf(polls.deliveredBy);
  }

  /** Delivers a poll without records on the threads of a context, each time that one is asked. */
  private static final class Polls implements Flow.Publisher<Message<?>> {
    private static final int POLLS = 2;

    private final Context context;
    private final List<Thread> askedBy = new CopyOnWriteArrayList<>();
    private final List<Thread> deliveredBy = new CopyOnWriteArrayList<>();

    Polls(Context context) {
      this.context = context;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<?>> subscriber) {
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {
              askedBy.add(Thread.currentThread());
              if (askedBy.size() <= POLLS) {
                context.runOnContext(on -> deliver(subscriber));
              }
            }

            @Override
            public void cancel() {
              // Nothing is delivered unless asked for.
            }
          });
    }

    private void deliver(Flow.Subscriber<? super Message<?>> subscriber) {
      deliveredBy.add(Thread.currentThread());
      ConsumerRecords<?, ?> none = new ConsumerRecords<>(Map.of(), Map.of());
      subscriber.onNext(
          Message.of(
              none,
              Metadata.of(new IncomingKafkaRecordBatchMetadata<>(none, "changes", Map.of()))));
    }
  }
}
