package dev.posestream.evaluation.capacity;

/**
 * What one frame costs everywhere it comes.
 *
 * @param recordBytes on the topic of frames
 * @param poseBytes   of its record on the topic of poses
 * @param stateBytes  of what is remembered after it, on the changelog
 * @param captureMs   CPU, of ingest
 * @param decodeMs    of a thread of the analysis
 */
record PictureCost(double recordBytes, double poseBytes, double stateBytes, double captureMs, double decodeMs) {

    /** Key, headers and the batch around them. */
    private static final double FRAME_ENVELOPE = 250;

    static PictureCost of(Load load, MeasuredMachine machine, Sheet sheet) {
        double width = machine.get(Figure.FRAME_WIDTH);
        double height = machine.get(Figure.FRAME_HEIGHT);
        double measuredSide = Math.max(width, height);
        double area = 1;
        if (load.maxSide().isPresent()) {
            double side = load.maxSide().getAsInt();
            area = sheet.line("pixels, of those measured", side * side / measuredSide / measuredSide, "",
                    "({} / {})²", side, measuredSide);
        }
        double jpeg;
        if (load.frameBytes().isPresent()) {
            jpeg = sheet.line("a JPEG, as given", load.frameBytes().getAsLong(), "bytes", "");
        } else {
            double measured = machine.get(Figure.FRAME_BYTES);
            jpeg = sheet.line("a JPEG, measured at " + Amount.of(width) + "x" + Amount.of(height), measured * area, "bytes",
                    area == 1 ? "" : "{} bytes × {}", operands(area, measured, area));
        }
        double record = sheet.line("a frame's record", jpeg + FRAME_ENVELOPE, "bytes", "{} + {} for key and headers", jpeg, FRAME_ENVELOPE);
        double base = machine.get(Figure.POSE_BASE_BYTES);
        double person = machine.get(Figure.POSE_PERSON_BYTES);
        double pose = sheet.line("a pose's record", base + load.people() * person, "bytes", "{} + {} people × {}", base, load.people(), person);
        double remembered = machine.get(Figure.STATE_PERSON_BYTES);
        double state = sheet.line("a frame's state, on the changelog", load.people() * remembered, "bytes", "{} people × {}", load.people(), remembered);
        double capture = machine.get(Figure.CAPTURE_CPU_MS);
        double decode = machine.get(Figure.DECODE_MS);
        // A small picture costs no less to capture: most of it is decoding what the camera sends.
        return new PictureCost(record, pose, state, capture * Math.max(1, area), decode * area);
    }

    private static double[] operands(double area, double... all) {
        return area == 1 ? new double[0] : all;
    }
}
