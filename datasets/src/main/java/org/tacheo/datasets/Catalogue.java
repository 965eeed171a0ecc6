package org.tacheo.datasets;

import java.util.List;
import java.util.function.Supplier;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Task;
import org.tacheo.datasets.Entry.Origin;
import org.tacheo.datasets.diode.DiodeLayout;
import org.tacheo.datasets.eth3d.Eth3dLayout;
import org.tacheo.datasets.kitti.KittiLayout;
import org.tacheo.datasets.layout.Layout;
import org.tacheo.datasets.normals.DsineLayout;
import org.tacheo.datasets.normals.MarigoldLayout;
import org.tacheo.datasets.normals.NormalsSet;
import org.tacheo.datasets.nyuv2.Nyuv2Layout;
import org.tacheo.datasets.scannet.ScannetLayout;

/** What is known of each dataset: contents, how to get it, terms. */
final class Catalogue {
  /** Where the authors of Marigold publish the archives (protocol, section 1.1). */
  private static final String MARIGOLD = "https://share.phys.ethz.ch/~pf/bingkedata/marigold/";

  private static final String ARCHIVES = MARIGOLD + "evaluation_dataset/";

  /** The same for normals (protocol, section 2.5). */
  private static final String MARIGOLD_NORMALS = "marigold_normals/evaluation_dataset.zip";

  /** All sets of DSINE (protocol, section 2.1). */
  private static final String DSINE_ARCHIVE = "dsine_eval.zip";

  private static final String DSINE_FOLDER =
      "https://drive.google.com/drive/folders/1t3LMJIIrSnCGwOEf53Cyg0lkSXd3M4Hm";

  private Catalogue() {}

  static List<Entry> entries() {
    return List.of(
        nyuv2(),
        kitti(),
        eth3d(),
        scannet(),
        diode(),
        dsine(NormalsSet.NYUV2),
        dsine(NormalsSet.SCANNET),
        dsine(NormalsSet.IBIMS),
        dsine(NormalsSet.SINTEL),
        marigold(NormalsSet.NYUV2),
        marigold(NormalsSet.SCANNET),
        marigold(NormalsSet.IBIMS),
        rendered(nyuv2()),
        rendered(kitti()),
        rendered(eth3d()),
        rendered(scannet()),
        rendered(dsine(NormalsSet.NYUV2)),
        rendered(dsine(NormalsSet.SCANNET)),
        rendered(dsine(NormalsSet.IBIMS)),
        rendered(dsine(NormalsSet.SINTEL)),
        rendered(marigold(NormalsSet.NYUV2)));
  }

  private static Entry nyuv2() {
    return published(
        "nyuv2",
        "NYUv2",
        "nyuv2/nyu_labeled_extracted.tar",
        "654 labelled test images of indoor rooms, 480x640, with raw Kinect depth up to 10 m",
        "for academic use; cite Silberman et al., ECCV 2012",
        Nyuv2Layout::new);
  }

  private static Entry kitti() {
    return published(
        "kitti",
        "KITTI",
        "kitti/kitti_eigen_split_test.tar",
        "652 of the 697 Eigen test images of streets, about 375x1242, with annotated sparse LiDAR"
            + " depth up to 80 m",
        "CC BY-NC-SA 3.0; cite Geiger et al., IJRR 2013, and Uhrig et al., 3DV 2017",
        KittiLayout::new);
  }

  private static Entry eth3d() {
    return published(
        "eth3d",
        "ETH3D",
        "eth3d/eth3d.tar",
        "454 DSLR images of 13 indoor and outdoor scenes, 4032x6048, with laser depth; the archive"
            + " has 49,429,913,600 bytes",
        "CC BY-NC-SA 4.0; cite Schoeps et al., CVPR 2017",
        Eth3dLayout::new);
  }

  private static Entry scannet() {
    return published(
        "scannet",
        "ScanNet",
        "scannet/scannet_val_sampled_800_1.tar",
        "800 images of 271 indoor validation scenes with depth up to 10 m",
        "ScanNet terms of use, agreed to by e-mail to the authors (http://www.scan-net.org); cite"
            + " Dai et al., CVPR 2017",
        ScannetLayout::new);
  }

  private static Entry diode() {
    return published(
        "diode",
        "DIODE",
        "diode/diode_val.tar",
        "771 validation images, 325 indoors and 446 outdoor, 768x1024, with laser depth and masks",
        "MIT; cite Vasiljevic et al., arXiv:1908.00463",
        DiodeLayout::new);
  }

  private static Entry dsine(NormalsSet set) {
    DsineLayout layout = new DsineLayout(set);
    return normals(
        layout,
        title(set) + " normals",
        DSINE_ARCHIVE,
        content(set) + ", with " + origin(set) + ", as DSINE publishes them",
        "download "
            + DSINE_ARCHIVE
            + " from the Google Drive folder that https://github.com/baegwangbin/DSINE links"
            + " ("
            + DSINE_FOLDER
            + ") into the data folder, and do not unpack it",
        terms(set));
  }

  private static Entry marigold(NormalsSet set) {
    MarigoldLayout layout = new MarigoldLayout(set);
    return normals(
        layout,
        title(set) + " normals (Marigold)",
        MARIGOLD_NORMALS,
        content(set) + ", with normals, as Marigold publishes them",
        "download "
            + MARIGOLD
            + MARIGOLD_NORMALS
            + " into marigold_normals/ of the data folder, and do not unpack it",
        terms(set));
  }

  private static Entry normals(
      Layout layout, String title, String archive, String summary, String access, String terms) {
    DatasetCard card =
        new DatasetCard(
            layout.id(), layout.id(), Task.NORMALS, title, archive, summary, access, terms);
    return new Entry(card, Origin.PUBLISHED, () -> layout);
  }

  private static String title(NormalsSet set) {
    return switch (set) {
      case NYUV2 -> "NYUv2";
      case SCANNET -> "ScanNet";
      case IBIMS -> "iBims-1";
      case SINTEL -> "Sintel";
    };
  }

  private static String content(NormalsSet set) {
    return switch (set) {
      case NYUV2 -> "654 labelled test images of indoor rooms, 480x640";
      case SCANNET -> "300 images of 260 indoor scans, not those of scannet";
      case IBIMS -> "100 images of indoor places";
      case SINTEL -> "1064 frames of 23 rendered sequences, 436x1024";
    };
  }

  /** How DSINE came by its normals (protocol, section 2.1). */
  private static String origin(NormalsSet set) {
    return switch (set) {
      case NYUV2 -> "normals of GeoNet";
      case SCANNET -> "normals of FrameNet";
      case IBIMS, SINTEL -> "normals of planes fitted to depth";
    };
  }

  private static String terms(NormalsSet set) {
    return switch (set) {
      case NYUV2 ->
          "for academic use; cite Silberman et al., ECCV 2012, and Qi et al. (GeoNet), CVPR 2018";
      case SCANNET ->
          "ScanNet terms of use, agreed to by e-mail to the authors (http://www.scan-net.org); cite"
              + " Dai et al., CVPR 2017, and Huang et al. (FrameNet), ICCV 2019";
      case IBIMS -> "those of its authors at TU Munich; cite Koch et al., ECCV Workshops 2018";
      case SINTEL -> "as the film's, CC BY 3.0; cite Butler et al., ECCV 2012";
    };
  }

  private static Entry published(
      String id,
      String title,
      String archive,
      String summary,
      String terms,
      Supplier<Layout> layout) {
    String folder = archive.substring(0, archive.lastIndexOf('/') + 1);
    String access =
        "download "
            + ARCHIVES
            + archive
            + " into "
            + folder
            + " of the data folder, and do not unpack it";
    DatasetCard card = new DatasetCard(id, id, Task.DEPTH, title, archive, summary, access, terms);
    return new Entry(card, Origin.PUBLISHED, layout);
  }

  /** The renderer's scenes in the layout and under the archive name of a published dataset. */
  private static Entry rendered(Entry model) {
    DatasetCard like = model.card();
    String id = "rendered-" + like.id();
    String name = like.archive().substring(like.archive().lastIndexOf('/') + 1);
    DatasetCard card =
        new DatasetCard(
            id,
            like.layout(),
            like.task(),
            "Rendered " + like.title(),
            id + "/" + name,
            "rendered scenes with exact " + like.task().id() + " in the layout of " + like.title(),
            "run \"tacheo datasets render "
                + like.layout()
                + " --out <data folder> --count <n> --seed <s>\"",
            "none: made here");
    return new Entry(card, Origin.RENDERED, model.layout());
  }
}
