package io.tributary.connect.chroma;

import io.tributary.local.chroma.QueueOperation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A second process writes at random, persists at any point, also half, and makes and deletes
 * collections, while the task is ended at arbitrary records and started again.
 */
class RandomOperationsIT {
  private static final int ROUNDS = 80;
  private static final int OPERATIONS = 12;
  private static final String[] DATABASES = {"default_database", "other"};
  private static final String[] SPACES = {"l2", "cosine", "ip"};

  private final Later clock = new Later();
  private final Model model = new Model();
  private final Map<String, String> ahead = new HashMap<>();
  private final List<String[]> collections = new ArrayList<>();
  private Random random;
  private Source source;

  @Test
  void addUpToWhatWasAskedFor() throws Exception {
    long seed = Long.getLong("tributary.seed", System.nanoTime());
    String why = "-Dtributary.seed=" + seed;
    System.out.println("RandomOperationsIT: " + why);
    random = new Random(seed);
    try (Source opened = new Source(clock).with("max.batch.size", "7")) {
      source = opened;
      for (int i = 0; i < 4; i++) {
        create(DATABASES[i % 2], "c" + i / 2);
      }
      source.start();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < OPERATIONS; i++) {
          step();
        }
        for (int polls = random.nextInt(8); polls > 0; polls--) {
          source.poll(Integer.MAX_VALUE);
        }
        if (random.nextInt(4) == 0) {
          source.poll(random.nextInt(9));
          source.stop().start();
        }
        if (random.nextInt(8) == 0 || round == ROUNDS - 1) {
          check(why + " round " + round);
        }
      }
    }
  }

  /** A server writes the position behind the files before it does anything else with them. */
  private void check(String why) throws Exception {
    for (String[] collection : collections) {
      finish(collection);
    }
    clock.later(true);
    source.catchUp();
    model.requireSame(source.replica(), why);
    clock.later(false);
  }

  private void step() {
    String[] collection = collections.get(random.nextInt(collections.size()));
    int chance = random.nextInt(60);
    if (chance == 0) {
      source.application().run("drop", collection[0], collection[1]);
      model.drop(collection[0] + "." + collection[1]);
      ahead.remove(collection[0] + collection[1]);
      collections.remove(collection);
      create(collection[0], collection[1]);
    } else if (chance == 1) {
      String to = "n" + random.nextInt(1_000_000);
      source.application().run("rename", collection[0], collection[1], to);
      model.rename(collection[0] + "." + collection[1], collection[0] + "." + to);
      if (ahead.remove(collection[0] + collection[1]) != null) {
        ahead.put(collection[0] + to, "");
      }
      collection[1] = to;
    } else if (chance < 8) {
      finish(collection);
      source.application().run("files", collection[0], collection[1]);
      ahead.put(collection[0] + collection[1], "");
    } else if (chance < 14) {
      finish(collection);
    } else {
      QueueOperation operation = operation();
      source.application().run("write", collection[0], collection[1], operation);
      model.write(collection[0] + "." + collection[1], operation);
    }
  }

  private void finish(String[] collection) {
    if (ahead.remove(collection[0] + collection[1]) != null) {
      source.application().run("position", collection[0], collection[1]);
      if (random.nextBoolean()) {
        source.application().run("purge", collection[0], collection[1]);
      }
    }
  }

  private void create(String database, String name) {
    String space = SPACES[random.nextInt(SPACES.length)];
    source.application().run("create", database, name, space, 2);
    model.create(database + "." + name, space.equals("cosine"));
    collections.add(new String[] {database, name});
  }

  private QueueOperation operation() {
    String id = "é " + random.nextInt(9);
    float[] vector = {random.nextFloat() - 0.5f, random.nextInt(1_000_000)};
    QueueOperation operation =
        switch (random.nextInt(6)) {
          case 0, 1 -> QueueOperation.add(id, vector);
          case 2 -> QueueOperation.update(id, vector);
          case 3 -> QueueOperation.update(id, (float[]) null);
          case 4 -> QueueOperation.upsert(id, vector);
          default -> QueueOperation.delete(id);
        };
    Map<String, Object> metadata = new HashMap<>();
    if (random.nextBoolean()) {
      metadata.put("chroma:document", "d" + random.nextInt());
    }
    if (random.nextBoolean()) {
      metadata.put("k" + random.nextInt(3), value());
    }
    return operation.number() == 3 ? operation : operation.with(metadata);
  }

  private Object value() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextGaussian();
      case 2 -> random.nextBoolean();
      case 3 -> "\"\\\n" + random.nextInt();
      case 4 -> new ArrayList<>(List.of(1.0, 2.5));
      default -> null;
    };
  }

  /** The system's time, or so much later that files which were just written are old. */
  private static final class Later extends Clock {
    private volatile boolean later;

    void later(boolean now) {
      later = now;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(later ? Duration.ofMinutes(1) : Duration.ZERO);
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("only instants are asked for");
    }
  }
}
