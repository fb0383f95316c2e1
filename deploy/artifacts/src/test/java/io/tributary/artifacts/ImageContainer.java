package io.tributary.artifacts;

import io.tributary.artifacts.ComposeModel.Mounted;
import io.tributary.artifacts.ComposeModel.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One image, unpacked and started as compose.yaml says, in a network namespace that is there and a
 * mount namespace of its own.
 *
 * @param root its file system
 * @param log its output
 */
record ImageContainer(Part part, Path root, Path log, Process process) {

  /**
   * Starts it.
   *
   * @param network the process whose network it shares
   * @param secrets where make-secrets.sh has put them
   * @param hosts its /etc/hosts
   * @param more variables that it has beside those of compose.yaml, or in their place
   */
  static ImageContainer start(
      ComposeModel model,
      String name,
      Path place,
      long network,
      Path secrets,
      Path hosts,
      Map<String, String> more)
      throws IOException, InterruptedException {
    Part part = model.services().get(name);
    ImageArchive image = ImagesIT.image(name);
    Path root = place.resolve(name);
    image.unpack(root);
    List<String> command =
        new ArrayList<>(
            List.of("nsenter", "--target", String.valueOf(network), "--net", "unshare", "--mount"));
    command.addAll(
        List.of("sh", Path.of("src/test/resources/container.sh").toAbsolutePath().toString()));
    command.add(root.toString());
    part.tmpfs().forEach(tmpfs -> command.add("tmpfs:" + tmpfs.split(":")[0]));
    command.add(hosts + ":/etc/hosts");
    for (Mounted secret : part.secrets()) {
      Path from = secrets.resolve(below(model.secrets().get(secret.source()).file()));
      String target = secret.target() == null ? secret.source() : secret.target();
      command.add(from + ":" + (target.startsWith("/") ? target : "/run/secrets/" + target));
    }
    for (String volume : part.volumes()) {
      String[] words = volume.split(":");
      command.add(
          words[0].startsWith("./")
              ? secrets.resolve(below(words[0])) + ":" + words[1]
              : "tmpfs:" + words[1]);
    }
    if (part.configs() != null) {
      for (Mounted config : part.configs()) {
        command.add(
            DeployFiles.ROOT
                    .resolve("deploy/compose/" + config.source())
                    .toAbsolutePath()
                    .normalize()
                + ":"
                + config.target());
      }
    }
    command.add("--");
    Map<String, String> environment = new TreeMap<>(part.environment());
    environment.putAll(more);
    image.words("Env").forEach(word -> command.add(word));
    environment.forEach((key, value) -> command.add(key + "=" + value));
    command.addAll(List.of("/usr/sbin/chroot", "--userspec=10001:10001", root.toString()));
    command.addAll(image.words("Entrypoint"));
    if (part.command() != null) {
      command.addAll(part.command());
    }
    Path log = place.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ImageContainer(part, root, log, process);
  }

  /** Whether its health check succeeds, asked as an engine asks: inside. */
  boolean healthy() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Ended with " + process.exitValue() + ":\n" + Files.readString(log));
    }
    String pid = String.valueOf(process.pid());
    List<String> command =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                pid,
                "--net",
                "--mount",
                "chroot",
                "--userspec=10001:10001",
                root.toString()));
    List<String> test = part.healthcheck().test();
    command.addAll(test.subList(1, test.size()));
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static String below(String file) {
    return file.replaceFirst("^\\./secrets/", "");
  }
}
