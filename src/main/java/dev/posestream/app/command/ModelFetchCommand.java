package dev.posestream.app.command;

import dev.posestream.app.config.CatalogueReader;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.network.ModelCache;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.fetch.CatalogueEntry;
import dev.posestream.network.fetch.Content;
import dev.posestream.network.fetch.Download;
import dev.posestream.network.fetch.FetchException;
import dev.posestream.network.fetch.Fetched;
import dev.posestream.network.fetch.ModelFetch;
import dev.posestream.network.fetch.RemoteFile;
import dev.posestream.network.fetch.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a model into the cache, where {@code --pose-model} and {@code --person-model} find it by its name. */
@Command(name = "fetch", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Fetches a model, by its name in a catalogue or from an address, checks its sha-256 and that it can be used, and keeps it in a cache, where "
                + "--pose-model NAME and --person-model NAME find it. What is there already is not fetched again.",
        "Of a checkpoint, or an ONNX model that does not say how it is read, it tells the 'model import' command that makes a model of it.",
        "Without a name or an address it lists the catalogue and the cache."})
final class ModelFetchCommand implements Callable<Integer> {

    private static final List<String> SUFFIXES = List.of(".onnx", ".pth", ".pt", ".safetensors");

    private final Map<String, String> environment;
    private final Path usualCatalogue;

    @Parameters(arity = "0..1", paramLabel = "NAME|URL", description = "A name of the catalogue, or an address, https://…")
    private String wanted;

    @Option(names = "--sha256", paramLabel = "HEX", description = "With an address: the file's sum, as its authors publish it.")
    private String sum;

    @Option(names = "--name", paramLabel = "NAME", description = "With an address: what the model will be called. Default: the file's name there, without its ending.")
    private String name;

    @Option(names = "--catalogue", paramLabel = "FILE", description = "The catalogue, YAML. Default: config/models.yaml.")
    private Path catalogue;

    @Option(names = "--cache", paramLabel = "FOLDER", description = "Where models are kept. Default: $POSESTREAM_CACHE, or posestream/models in $XDG_CACHE_HOME or ~/.cache.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    ModelFetchCommand(Map<String, String> environment) {
        this(environment, CatalogueReader.USUAL_FILE);
    }

    /** @param usualCatalogue is read where {@code --catalogue} names none; it need not be there */
    ModelFetchCommand(Map<String, String> environment, Path usualCatalogue) {
        this.environment = environment;
        this.usualCatalogue = usualCatalogue;
    }

    @Override
    public Integer call() throws UnavailableException, ConfigurationException {
        ModelCache cache = folder == null ? ModelCache.of(environment) : new ModelCache(folder);
        boolean byAddress = wanted != null && wanted.contains("://");
        if (!byAddress && (sum != null || name != null)) {
            throw usage((sum != null ? "--sha256" : "--name") + " belongs to an address, such as https://…; " + (wanted == null ? "there is none" : "'" + wanted + "' is none"));
        }
        if (wanted == null) {
            list(cache);
            return ExitCode.OK;
        }
        if (ModelCatalog.BUNDLED.contains(wanted)) {
            out().println(wanted + " comes with the program; there is nothing to fetch");
            return ExitCode.OK;
        }
        if (byAddress) {
            return fetch(cache, checkedName(), remoteFile());
        }
        if (noCatalogue()) {
            throw usage("model '" + wanted + "' is looked for in a catalogue, and there is no file " + usualCatalogue
                    + " here; name a catalogue with --catalogue, or give the address of a file and its --sha256");
        }
        List<CatalogueEntry> entries = entries();
        CatalogueEntry entry = entries.stream().filter(e -> e.name().equals(wanted)).findFirst()
                .orElseThrow(() -> usage("model '" + wanted + "' is not in the catalogue " + catalogueFile() + (entries.isEmpty() ? ", which is empty; expected "
                        : ", which holds " + entries.stream().map(CatalogueEntry::name).toList() + "; expected one of these, or ") + "the address of a file and its --sha256"));
        out().println(entry.name() + ": " + entry.about() + "; licence " + entry.licence());
        return fetch(cache, entry.name(), entry.file());
    }

    private int fetch(ModelCache cache, String as, RemoteFile file) throws UnavailableException {
        AtomicInteger stopped = new AtomicInteger();
        Thread fetching = Thread.currentThread();
        try (StopSignals signals = new StopSignals(code -> {
            stopped.set(code);
            fetching.interrupt();
        })) {
            tell(cache, as, new ModelFetch(cache, new Download(Download.Limits.USUAL)).fetch(as, file, ProgressBars.download(as)));
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return stopped.get() == 0 ? ExitCode.FAILED : stopped.get();
        } catch (FetchException e) {
            throw new UnavailableException(e);
        } catch (IOException e) {
            // A file that is read or written while the signal comes is closed by it.
            if (stopped.get() != 0) {
                return stopped.get();
            }
            throw new UnavailableException("can't keep " + as + " in the cache " + cache.folder() + ": " + ModelOutput.reason(e) + "; --cache names another folder", e);
        }
    }

    private void tell(ModelCache cache, String as, Fetched fetched) {
        String place = fetched.wasThere() ? "was there already, in " + fetched.file() : "fetched into " + fetched.file();
        Path model = cache.file(as);
        String variable = cache.equals(ModelCache.of(environment)) ? "" : ", with the environment variable " + ModelCache.VARIABLE + "=" + cache.folder().toAbsolutePath();
        if (fetched.content() instanceof Content.Model found) {
            out().println(as + ": " + found.model() + "; " + place);
            out().println("Use it with --" + found.model().description().task().label() + "-model " + as + variable);
        } else if (fetched.content() instanceof Content.Weights weights) {
            Optional<String> input = weights.input().flatMap(InputSize::parse).map(InputSize::toString);
            out().println(as + ": a checkpoint" + weights.arch().map(arch -> " of " + arch).orElse("") + "; " + place);
            out().println("Make a model of it, for --pose-model or --person-model " + as + variable + ":");
            out().println("  posestream model import " + fetched.file() + " --arch " + weights.arch().orElse("ARCH") + " --input " + input.orElse("HEIGHTxWIDTH") + " -o " + model);
            if (weights.arch().isEmpty()) {
                out().println("ARCH is one of " + String.join(", ", DiteHrNet.ARCHITECTURES));
            }
            if (input.isEmpty()) {
                out().println("HEIGHTxWIDTH is the picture's size as it was trained, such as 256x192");
            }
        } else {
            out().println(as + ": an ONNX model that does not say how it is fed and read; " + place);
            out().println("Say it, for --pose-model or --person-model " + as + variable + " ('posestream model import --help' tells what there is):");
            out().println("  posestream model import " + fetched.file() + " --decoder DECODER --scale N --mean R,G,B --std R,G,B -o " + model);
        }
    }

    private void list(ModelCache cache) throws ConfigurationException {
        PrintWriter out = out();
        List<CatalogueEntry> entries = entries();
        List<String> names = cache.names();
        out.println("with the program: " + String.join(", ", ModelCatalog.BUNDLED));
        out.println("catalogue " + catalogueFile() + (noCatalogue() ? ": there is no such file here; --catalogue names one" : entries.isEmpty() ? ": nothing" : ":"));
        entries.forEach(entry -> out.println("  " + entry.name() + "  " + entry.about() + "; licence " + entry.licence() + (names.contains(entry.name()) ? "; in the cache" : "")));
        out.println("cache " + cache.folder() + (names.isEmpty() ? ": nothing" : ":"));
        names.forEach(cached -> out.println("  " + cached + size(cache.file(cached))));
        List<Path> waiting = cache.toImport();
        if (!waiting.isEmpty()) {
            out.println("to import first, with 'posestream model import':");
            waiting.forEach(file -> out.println("  " + file + size(file)));
        }
    }

    private static String size(Path file) {
        try {
            return String.format(Locale.ROOT, "  %.1f MB", Files.size(file) / 1e6);
        } catch (IOException e) {
            return "";
        }
    }

    private Path catalogueFile() {
        return catalogue == null ? usualCatalogue : catalogue;
    }

    /** A catalogue that is named must be there. */
    private boolean noCatalogue() {
        return catalogue == null && !Files.exists(usualCatalogue);
    }

    private List<CatalogueEntry> entries() throws ConfigurationException {
        return noCatalogue() ? List.of() : CatalogueReader.read(catalogueFile());
    }

    private RemoteFile remoteFile() {
        if (sum == null) {
            throw usage("--sha256 is missing: a file is fetched only when it is known which one it should be. Expected the sum that its authors publish; "
                    + "or fetch it by other means, look at it, and take what sha256sum says of it");
        }
        try {
            return new RemoteFile(new URI(wanted), new Sha256(sum));
        } catch (IllegalArgumentException | URISyntaxException e) {
            throw usage(e.getMessage());
        }
    }

    private String checkedName() {
        try {
            String checked = name != null ? name : nameThere();
            ModelCache.checkName(checked);
            return checked;
        } catch (IllegalArgumentException e) {
            throw usage((name == null ? "the address's last part makes no name: " + e.getMessage() + "; give one with --name" : "--name: " + e.getMessage()));
        }
    }

    private String nameThere() {
        String last = wanted.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
        return SUFFIXES.stream().filter(last::endsWith).findFirst().map(suffix -> last.substring(0, last.length() - suffix.length())).orElse(last);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
