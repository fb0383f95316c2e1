package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.chroma.server.ChromaClient;
import io.tributary.connect.chroma.server.ChromaClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** An application that asks a server for everything it can do, at random. */
final class ServerTraffic {
  private static final String[] SPACES = {"l2", "cosine", "ip"};
  private static final float[] ODD = {-0f, Float.MIN_VALUE, 1e-40f, 3e18f, -3e-18f, 0f};
  private static final int IDS = 40;
  private static final int PERSISTED_AFTER = 10;

  private final Random random;
  private final Map<String, Integer> dimensions = new HashMap<>();

  ServerTraffic(Random random) {
    this.random = random;
  }

  /** One collection of each space. */
  void begin(ChromaClient client) {
    for (String space : SPACES) {
      create(client, "by-" + space, space);
    }
  }

  void write(ChromaClient client, int times) {
    for (int i = 0; i < times; i++) {
      step(client);
    }
  }

  private void step(ChromaClient client) {
    List<String> names = new ArrayList<>(dimensions.keySet());
    names.sort(null);
    String name = names.get(random.nextInt(names.size()));
    int chance = random.nextInt(40);
    if (chance == 0) {
      requireDone(client.drop(name));
      create(client, name, SPACES[random.nextInt(SPACES.length)]);
    } else if (chance == 1) {
      create(client, "new-" + random.nextInt(1_000_000), SPACES[random.nextInt(SPACES.length)]);
    } else {
      requireDone(operation(client, name));
    }
  }

  private void create(ChromaClient client, String name, String space) {
    requireDone(client.create(name, space, PERSISTED_AFTER));
    dimensions.put(name, 2 + random.nextInt(4));
  }

  private Answer operation(ChromaClient client, String name) {
    TreeSet<String> ids = new TreeSet<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      ids.add("é " + random.nextInt(IDS));
    }
    Map<String, Object> body = new HashMap<>(Map.of("ids", ids));
    int verb = random.nextInt(8);
    if (verb == 0) {
      return client.write(name, "delete", body);
    }
    List<float[]> vectors = new ArrayList<>();
    List<String> documents = new ArrayList<>();
    List<Map<String, Object>> metadata = new ArrayList<>();
    for (String id : ids) {
      vectors.add(vector(dimensions.get(name)));
      documents.add(random.nextInt(3) == 0 ? null : id + " \"\\\n" + random.nextInt());
      metadata.add(random.nextInt(3) == 0 ? null : metadata());
    }
    if (verb > 2 || random.nextBoolean()) {
      body.put("embeddings", vectors);
    }
    body.put("documents", documents);
    body.put("metadatas", metadata);
    return client.write(name, verb <= 2 ? "update" : verb <= 5 ? "upsert" : "add", body);
  }

  private float[] vector(int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] =
          random.nextInt(6) == 0
              ? ODD[random.nextInt(ODD.length)]
              : (random.nextFloat() - 0.5f) * 100;
    }
    // Something else than zero, whatever the dice say.
    vector[0] = 1 + random.nextFloat();
    return vector;
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new HashMap<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Object value =
          switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextGaussian();
            case 2 -> random.nextBoolean();
            case 3 -> "text \u0001 " + random.nextInt();
            case 4 -> List.of(1.5, 2.5);
            default -> 1.0;
          };
      metadata.put("k" + random.nextInt(4), value);
    }
    return metadata;
  }

  private static void requireDone(Answer answer) {
    assertThat(answer.refused()).as(answer.toString()).isFalse();
  }
}
