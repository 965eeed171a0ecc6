package org.tacheo.eval.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.ResultJson;

/** The files that a run leaves behind beside its manifest and journal. */
public final class RunFiles {
  private RunFiles() {}

  /**
   * Writes what is not there or not as the journal gives it.
   *
   * @param reports content by file name
   * @return names of the files that were written; none if the folder was finished before
   * @throws org.tacheo.core.SpecException if the folder cannot be written
   */
  public static List<String> publish(RunFolder folder, Run run, Map<String, String> reports) {
    Map<String, String> files = new LinkedHashMap<>(derived(run));
    files.putAll(reports);
    List<String> written = folder.publish(files);
    // Times differ from process to process, so that comparing them would always write them anew.
    if (!written.isEmpty() || !folder.has(RunFolder.TIMING)) {
      folder.publish(Map.of(RunFolder.TIMING, ResultJson.indented(run.timing())));
    }
    return written;
  }

  /** The files that must be the same bytes for the same manifest, but for reports. */
  static Map<String, String> derived(Run run) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "samples.jsonl",
        run.samples().stream().map(ResultJson::line).collect(Collectors.joining()));
    files.put("results.json", ResultJson.indented(run.results()));
    return files;
  }
}
