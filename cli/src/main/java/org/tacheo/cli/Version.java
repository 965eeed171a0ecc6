package org.tacheo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Version of the suite, its commit, ONNX Runtime, and the JVM it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "tacheo " + current() + " (commit " + property("commit") + ")",
      "ONNX Runtime " + property("onnxruntime"),
      "JVM " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
      "OS "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.version")
          + " "
          + System.getProperty("os.arch")
    };
  }

  static String current() {
    return property("version");
  }

  private static String property(String key) {
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty(key, "unknown");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
