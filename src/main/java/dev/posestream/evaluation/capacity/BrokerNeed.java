package dev.posestream.evaluation.capacity;

/**
 * What the brokers carry.
 *
 * @param brokers machines as measured, at least
 */
record BrokerNeed(int brokers) {

    static BrokerNeed of(Load load, MeasuredMachine machine, PictureCost picture, AnalysisNeed analysis, Sheet sheet) {
        double rate = load.framesPerSecond();
        double frames = mb(sheet, "frames in", rate, picture.recordBytes());
        double poses = mb(sheet, "poses in", rate, picture.poseBytes());
        double state = mb(sheet, "state in", rate, picture.stateBytes());
        double in = sheet.line("in", frames + poses + state, "MB/s", "{} + {} + {}", frames, poses, state);
        double replicated = sheet.line("replicated, in and out again", in * (load.replication() - 1), "MB/s", "{} × ({} - 1 copies)", in, load.replication());
        sheet.line("out to analyze", frames, "MB/s", "every frame once");
        double standbys = sheet.line("state out to standbys", state * load.standbys(), "MB/s", "{} × {}", state, load.standbys());
        double watched = sheet.line("partitions that a dashboard reads", Math.min(load.watched(), analysis.partitions()), "",
                "{} cameras watched, each its partition, of {}", load.watched(), analysis.partitions());
        double dashboards = sheet.line("out to dashboards", load.dashboards() * (frames * watched / analysis.partitions() + poses), "MB/s",
                "{} dashboards × ({} × {} / {} + {})", load.dashboards(), frames, watched, analysis.partitions(), poses);
        double out = sheet.line("out", replicated + frames + standbys + dashboards, "MB/s", "{} + {} + {} + {}", replicated, frames, standbys, dashboards);
        double most = Math.max(in + replicated, out);
        double byNetwork = sheet.line("brokers, by network", up(most * Amount.MB * 8 / 1e6 / (load.networkMbit() * (1 - load.headroom()))), "",
                "{} MB/s × 8 × 1.048576 / ({} Mbit/s × (1 - {})), rounded up", most, load.networkMbit(), load.headroom());
        double brokerMs = machine.get(Figure.BROKER_CPU_MS);
        double byCores = sheet.line("brokers, by cores", up((in + replicated + out) / frames * rate * brokerMs / 1000 / (machine.cores() * (1 - load.headroom()))), "",
                "({} + {} + {}) MB/s / {} of frames × {} frames/s × {} ms / 1000 / ({} cores × (1 - {})), taking a byte out for as dear as one in, rounded up",
                in, replicated, out, frames, rate, brokerMs, machine.cores(), load.headroom());
        int brokers = (int) sheet.line("brokers, at least", Math.max(load.replication(), Math.max(byNetwork, byCores)), "",
                "the most of {} copies, {} and {}", load.replication(), byNetwork, byCores);
        sheet.line("in, each broker", (in + replicated) / brokers, "MB/s", "({} + {}) / {}", in, replicated, brokers);
        sheet.line("out, each broker", out / brokers, "MB/s", "{} / {}", out, brokers);
        return new BrokerNeed(brokers);
    }

    private static double mb(Sheet sheet, String name, double rate, double bytes) {
        return sheet.line(name, rate * bytes / Amount.MB, "MB/s", "{} /s × {} bytes / 1048576", rate, bytes);
    }

    private static int up(double value) {
        return Math.max(1, (int) Math.ceil(value - 1e-9));
    }
}
