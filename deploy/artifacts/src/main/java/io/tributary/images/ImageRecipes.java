package io.tributary.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What each image holds. Everything lies as in a checkout at {@code /opt/tributary}, where the
 * units of systemd have it too.
 *
 * @param root the checkout
 * @param drivers the directory with SQLite's library, which so is not unpacked at each start
 * @param ours the directory with files of our own, of which every image has those below opt
 */
record ImageRecipes(Path root, DriverLibrary drivers, Path ours) {
  private static final String PLACE = "/opt/tributary/";
  private static final String COLLECTOR = "-XX:+UseSerialGC";
  private static final String GIVE_UP = "-XX:+ExitOnOutOfMemoryError";
  private static final String BROKER = "deploy/local/broker/target";
  private static final String CONNECT = "deploy/local/connect/target";
  private static final String SCRIPT = "deploy/local/bin/run-connect.sh";

  /** What run-connect.sh calls. */
  private static final List<String> CONNECT_PROGRAMS =
      List.of("awk", "cat", "dirname", "mkdir", "rm", "sed", "tr");

  private static final List<String> TEMPORARY = List.of("/tmp");

  private static final List<String> SCHEMA_PROGRAMS = List.of("pg_dump", "pg_restore");

  /** Those that this machine has everything for. */
  List<ImageRecipe> all(Path postgres) throws IOException {
    return List.of(
        service("orchestrator", 8080, "256m", Map.of()),
        service("cdc", 8081, "512m", programs(postgres, SCHEMA_PROGRAMS)),
        service("validator", 8082, "384m", Map.of()),
        connect(),
        broker());
  }

  private ImageRecipe service(String name, int port, String heap, Map<String, Path> programs)
      throws IOException {
    String place = name + "-service/target/quarkus-app";
    Path application = root.resolve(place);
    List<ImageFiles> layers = new ArrayList<>();
    layers.add(ImageFiles.of("libraries", application.resolve("lib"), PLACE + place + "/lib"));
    List<String> entry = new ArrayList<>(List.of("java", COLLECTOR, GIVE_UP));
    if (drivers.isIn(application.resolve("lib"))) {
      layers.add(drivers.layer());
      entry.add(DriverLibrary.FLAG);
    }
    ImageFiles own = ImageFiles.of("application", application, PLACE + place);
    own.files().keySet().removeIf(path -> path.startsWith(PLACE + place + "/lib/"));
    layers.add(own.with(shared()));
    entry.addAll(List.of("-jar", PLACE + place + "/quarkus-run.jar"));
    return new ImageRecipe(
        "tributary-" + name,
        layers,
        root.resolve(name + "-service/target/image-bom.json"),
        entry,
        Map.of("JDK_JAVA_OPTIONS", "-Xmx" + heap, "QUARKUS_HTTP_HOST", "0.0.0.0"),
        port,
        TEMPORARY,
        programs);
  }

  private ImageRecipe connect() throws IOException {
    Path target = root.resolve(CONNECT);
    Map<String, Path> own = new TreeMap<>(shared());
    own.put(PLACE + SCRIPT, root.resolve(SCRIPT));
    own.putAll(ImageFiles.below(target.resolve("config"), PLACE + CONNECT + "/config"));
    return new ImageRecipe(
        "tributary-connect",
        List.of(
            ImageFiles.of("libraries", target.resolve("lib"), PLACE + CONNECT + "/lib"),
            drivers.layer(),
            ImageFiles.of("plugins", target.resolve("plugins"), PLACE + CONNECT + "/plugins")
                .with(own)),
        target.resolve("image-bom.json"),
        List.of("/bin/sh", PLACE + SCRIPT),
        Map.of("CONNECT_FLAGS", COLLECTOR + " " + DriverLibrary.FLAG),
        8083,
        List.of("/tmp", "/work"),
        programs(Path.of("/usr/bin"), CONNECT_PROGRAMS));
  }

  /** The connectors alone, for Strimzi's image, which starts Connect itself. */
  ImageRecipe strimzi() {
    Path target = root.resolve(CONNECT);
    return new ImageRecipe(
        "tributary-connect-strimzi",
        List.of(ImageFiles.of("plugins", target.resolve("plugins"), "/opt/kafka/plugins")),
        target.resolve("image-bom.json"),
        List.of(),
        Map.of(),
        0,
        List.of(),
        Map.of());
  }

  private ImageRecipe broker() throws IOException {
    Path target = root.resolve(BROKER);
    return new ImageRecipe(
        "tributary-broker",
        List.of(
            ImageFiles.of("libraries", target.resolve("lib"), PLACE + BROKER + "/lib"),
            new ImageFiles("application", jar(target)).with(shared())),
        target.resolve("image-bom.json"),
        List.of(
            "java",
            COLLECTOR,
            GIVE_UP,
            "-Djdk.nio.maxCachedBufferSize=1048576",
            "-cp",
            PLACE + BROKER + "/*:" + PLACE + BROKER + "/lib/*",
            "io.tributary.local.broker.BrokerMain"),
        Map.of("JDK_JAVA_OPTIONS", "-Xmx1g"),
        9092,
        List.of("/data", "/tmp"),
        Map.of());
  }

  private Map<String, Path> shared() {
    return ImageFiles.below(ours.resolve("opt"), "/opt");
  }

  private static Map<String, Path> jar(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("tributary-[^/]*(?<!s)\\.jar"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(target + " has no jar; run package."));
      return Map.of(PLACE + BROKER + "/" + jar.getFileName(), jar);
    }
  }

  private static Map<String, Path> programs(Path directory, List<String> names) {
    Map<String, Path> programs = new TreeMap<>();
    names.forEach(name -> programs.put("/usr/bin/" + name, directory.resolve(name)));
    return programs;
  }
}
