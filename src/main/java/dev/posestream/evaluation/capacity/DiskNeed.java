package dev.posestream.evaluation.capacity;

/**
 * What lies on the brokers' disks.
 *
 * @param framesBytes kept of each partition of frames at most: the setting
 * @param totalGb     of all brokers
 */
record DiskNeed(long framesBytes, double totalGb) {

    /** Kafka deletes whole segments; PoseStream has four in the time that frames are kept, and eight in their bytes. */
    private static final double TIME_SLACK = 1.25;
    private static final double BYTES_SLACK = 1.125;
    private static final long STEP = 64L << 20;
    private static final double DAY = 86_400;
    /** Kafka's own for topics that say nothing else: a segment ends after so many bytes or days. */
    private static final double SEGMENT_GB = 1;
    private static final double SEGMENT_DAYS = 7;
    private static final double STATE_GB = 3 * 16 / 1024.0;

    static DiskNeed of(Load load, PictureCost picture, AnalysisNeed analysis, BrokerNeed brokers, Sheet sheet) {
        int partitions = analysis.partitions();
        double rate = load.framesPerSecond();
        double kept = load.framesRetention().toMillis() / 1000.0;
        double byTime = sheet.line("frames, by time", rate * picture.recordBytes() * kept * TIME_SLACK / Amount.GB, "GB",
                "{} /s × {} bytes × {} s × {} for whole segments / 1073741824", rate, picture.recordBytes(), kept, TIME_SLACK);
        int fullest = FullestShare.of(load.cameras(), partitions);
        double fullestRate = fullest * load.fps() * picture.recordBytes();
        double need = sheet.line("the fullest partition", fullestRate * kept * TIME_SLACK / Amount.MB, "MB",
                "{} cameras × {} fps × {} bytes × {} s × {} / 1048576", fullest, load.fps(), picture.recordBytes(), kept, TIME_SLACK);
        long bytes = load.framesBytes().orElse((long) Math.ceil(need * Amount.MB / STEP) * STEP);
        sheet.line(load.framesBytes().isPresent() ? "--frames-bytes, as given" : "--frames-bytes, in steps of 64 MB", bytes / Amount.MB, "MB a partition", "");
        sheet.line("with which the fullest partition keeps frames for", Math.min(kept, bytes / fullestRate), "s", "at most {} s: {} MB × 1048576 / {} bytes/s",
                kept, bytes / Amount.MB, fullestRate);
        double byBytes = sheet.line("frames, by bytes", partitions * bytes * BYTES_SLACK / Amount.GB, "GB", "{} partitions × {} MB × {} for a segment more / 1024",
                partitions, bytes / Amount.MB, BYTES_SLACK);
        double frames = sheet.line("frames kept", Math.min(byTime, byBytes), "GB", "the lesser of {} and {}", byTime, byBytes);
        double poseDays = load.posesRetention().toMillis() / 1000.0 / DAY;
        double poseDay = sheet.line("poses, a day", rate * picture.poseBytes() * DAY / Amount.GB, "GB", "{} /s × {} bytes × {} s / 1073741824", rate,
                picture.poseBytes(), DAY);
        double slack = sheet.line("poses, a segment more", Math.min(partitions * SEGMENT_GB, poseDay * SEGMENT_DAYS), "GB",
                "the lesser of {} partitions × {} GB and {} × {} days", partitions, SEGMENT_GB, poseDay, SEGMENT_DAYS);
        double poses = sheet.line("poses kept", poseDay * poseDays + slack, "GB", "{} × {} days + {}", poseDay, poseDays, slack);
        double state = sheet.line("state", partitions * STATE_GB, "GB", "{} partitions × 3 segments of 16 MB / 1024", partitions);
        double once = sheet.line("one copy", frames + poses + state, "GB", "{} + {} + {}", frames, poses, state);
        double total = sheet.line("all copies", once * load.replication(), "GB", "{} × {}", once, load.replication());
        sheet.line("each broker, with headroom", total / brokers.brokers() / (1 - load.headroom()), "GB", "{} / {} brokers / (1 - {})", total, brokers.brokers(),
                load.headroom());
        return new DiskNeed(bytes, total);
    }
}
