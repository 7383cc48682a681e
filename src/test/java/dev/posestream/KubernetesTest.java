package dev.posestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.posestream.app.config.Setting;
import dev.posestream.app.config.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests, as far as they can be checked without a cluster: against the types of Kubernetes' API, and against the product. */
class KubernetesTest {

    private static final Path FOLDER = Path.of("config/kubernetes");
    private static final Set<String> VARIABLES_OF_NO_SETTING = Set.of("POSESTREAM_CONFIG", "POSESTREAM_LOG_LEVEL");
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("v1/Namespace", Namespace.class, "v1/ConfigMap", ConfigMap.class,
            "v1/Secret", Secret.class, "v1/Service", Service.class, "apps/v1/Deployment", Deployment.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class, "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class);

    /** The model's classes would keep what they don't know; here it is refused. */
    private static final ObjectMapper STRICT = JsonMapper.builder().annotationIntrospector(new JacksonAnnotationIntrospector() {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    @Test
    void everyDocumentIsWhatKubernetesKnows() throws IOException {
        assertThat(resources()).hasSizeGreaterThan(12).allSatisfy(resource -> {
            assertThat(resource.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
            assertThat(resource.getMetadata().getNamespace()).isIn(null, "posestream");
        });
    }

    @Test
    void aMisspeltFieldIsRefused() {
        Map<String, Object> document = Map.of("apiVersion", "v1", "kind", "Service", "spec", Map.of("port", List.of()));
        assertThatThrownBy(() -> typed(document)).hasMessageContaining("\"port\"");
    }

    @Test
    void theKustomizationNamesFilesThatAreThereAndLeavesNoneOut() throws IOException {
        Map<?, ?> kustomization = (Map<?, ?>) documents(FOLDER.resolve("kustomization.yaml")).get(0);
        Set<String> left = new HashSet<>(files().stream().map(file -> file.getFileName().toString()).toList());
        left.removeAll(Set.of("kustomization.yaml", "secret.example.yaml", "autoscaling.yaml"));

        assertThat(kustomization.keySet().stream().map(String::valueOf)).containsExactlyInAnyOrder("apiVersion", "kind", "namespace", "resources");
        assertThat(((List<?>) kustomization.get("resources")).stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "analyze", "dashboard"})
    void probesAskWhereTheRoleAnswers(String role) throws IOException {
        Container container = container(role);
        Map<String, String> env = env(role);
        Setting<Integer> port = role.equals("dashboard") ? Settings.PORT : Settings.MONITORING_PORT;
        Setting<String> host = role.equals("dashboard") ? Settings.HOST : Settings.MONITORING_HOST;

        assertThat(container.getPorts()).singleElement().satisfies(open -> {
            assertThat(open.getContainerPort()).isEqualTo(port.parser().apply(env.get(port.variable())));
            for (Probe probe : List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())) {
                assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(open.getName());
            }
        });
        assertThat(env.get(host.variable())).as("reachable for the kubelet").isEqualTo("0.0.0.0");
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/health/live");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
        // A check may take 2 s, and analyze begins to answer when it has waited a minute for its share of cameras.
        assertThat(container.getReadinessProbe().getTimeoutSeconds()).isGreaterThan(2);
        assertThat(container.getStartupProbe().getPeriodSeconds() * container.getStartupProbe().getFailureThreshold()).isGreaterThan(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "analyze", "dashboard"})
    void everyVariableIsASettingWithAValueThatFits(String role) throws IOException {
        Map<String, Setting<?>> known = new HashMap<>();
        Settings.ALL.forEach(setting -> known.put(setting.variable(), setting));

        assertThat(env(role)).isNotEmpty().allSatisfy((name, value) -> {
            if (name.startsWith("POSESTREAM_") && !VARIABLES_OF_NO_SETTING.contains(name)) {
                assertThat(known).containsKey(name);
                known.get(name).parser().apply(value);
            }
        });
        // The variables of a service's links would be taken for settings: POSESTREAM_DASHBOARD_PORT=tcp://10.0.0.1:80.
        assertThat(pod(role).getEnableServiceLinks()).isFalse();
        assertThat(env(role)).as("each replica would capture them").doesNotContainKey("POSESTREAM_CAMERAS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "analyze", "dashboard"})
    void imageMemoryAndTimeToStopAreThoseOfTheOtherSetUp(String role) throws IOException {
        Map<?, ?> service = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) documents(Path.of("docker-compose.yml")).get(0)).get("services")).get(role);
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        Quantity memory = container(role).getResources().getLimits().get("memory");
        Matcher heapPercent = Pattern.compile("MaxRAMPercentage=(\\d+)").matcher(dockerfile);

        assertThat(container(role).getImage()).isEqualTo(service.get("image"));
        assertThat(dockerfile).contains("docker build -t " + container(role).getImage());
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + container(role).getImage().replace("posestream:", "") + "</version>");
        assertThat(memory.getNumericalAmount()).isEqualByComparingTo(BigDecimal.valueOf(Settings.FRAMES_BYTES.parser().apply(service.get("mem_limit") + "b")));
        assertThat(container(role).getResources().getRequests().get("memory")).as("no overcommitment of what can't be taken back").isEqualTo(memory);
        assertThat(container(role).getEnv()).as("the heap's share is the image's").noneMatch(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"));
        assertThat(heapPercent.find()).isTrue();
        // Beside the heap: networks, pictures and decoders, which are native.
        assertThat(memory.getNumericalAmount().doubleValue() * (1 - Integer.parseInt(heapPercent.group(1)) / 100.0)).isGreaterThan(400 << 20);
        assertThat(pod(role).getTerminationGracePeriodSeconds() + "s").isEqualTo(service.get("stop_grace_period"));
        assertThat(pod(role).getTerminationGracePeriodSeconds()).as("a role gives itself 20 s").isGreaterThan(20);
    }

    @Test
    void anAnalysisHasAThreadForEachCoreAndAPartitionForEachThread() throws IOException {
        int threads = Settings.THREADS.parser().apply(env("analyze").get(Settings.THREADS.variable()));
        int partitions = Settings.PARTITIONS.parser().apply(env("analyze").get(Settings.PARTITIONS.variable()));
        HorizontalPodAutoscaler scaler = one(HorizontalPodAutoscaler.class, "posestream-analyze");

        assertThat(container("analyze").getResources().getLimits().get("cpu").getNumericalAmount()).isEqualByComparingTo(BigDecimal.valueOf(threads));
        assertThat(scaler.getSpec().getMaxReplicas() * threads).isLessThanOrEqualTo(partitions);
        assertThat(scaler.getSpec().getScaleTargetRef().getName()).isEqualTo(deployment("analyze").getMetadata().getName());
        assertThat(deployment("analyze").getSpec().getReplicas()).isBetween(scaler.getSpec().getMinReplicas(), scaler.getSpec().getMaxReplicas());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "analyze", "dashboard"})
    void podsAreSelectedByTheirOwnAndDrainedOneByOne(String role) throws IOException {
        Map<String, String> labels = deployment(role).getSpec().getTemplate().getMetadata().getLabels();
        PodDisruptionBudget budget = one(PodDisruptionBudget.class, "posestream-" + role);

        assertThat(deployment(role).getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(pod(role).getTopologySpreadConstraints()).isNotEmpty()
                .allSatisfy(spread -> assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
        assertThat(deployment(role).getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "analyze", "dashboard"})
    void podsHaveNoRightsThatTheyDoNotNeed(String role) throws IOException {
        Container container = container(role);

        assertThat(pod(role).getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("--uid " + pod(role).getSecurityContext().getRunAsUser() + " ");
        assertThat(pod(role).getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod(role).getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts().stream().filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly())).map(mount -> mount.getMountPath()))
                .containsExactlyInAnyOrder("/tmp", "/home/posestream", "/var/lib/posestream");
        assertThat(pod(role).getVolumes().stream().map(volume -> volume.getName()))
                .containsExactlyInAnyOrderElementsOf(container.getVolumeMounts().stream().map(mount -> mount.getName()).toList());
    }

    @Test
    void everySecretThatIsReferredToIsInTheExample() throws IOException {
        List<String> secrets = resources().stream().filter(Secret.class::isInstance).map(secret -> secret.getMetadata().getName()).toList();
        for (String role : List.of("ingest", "analyze", "dashboard")) {
            pod(role).getVolumes().stream().filter(volume -> volume.getSecret() != null)
                    .forEach(volume -> assertThat(secrets).contains(volume.getSecret().getSecretName()));
            container(role).getEnvFrom().stream().filter(from -> from.getSecretRef() != null)
                    .forEach(from -> assertThat(secrets).contains(from.getSecretRef().getName()));
        }
        Secret dashboard = one(Secret.class, "posestream-dashboard");
        assertThat(container("dashboard").getEnv().stream().filter(variable -> variable.getValueFrom() != null))
                .hasSize(2).allSatisfy(variable -> {
                    assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("posestream-dashboard");
                    assertThat(dashboard.getStringData()).containsKey(variable.getValueFrom().getSecretKeyRef().getKey());
                });
    }

    @Test
    void theServiceLeadsToTheDashboard() throws IOException {
        Service service = one(Service.class, "posestream-dashboard");

        assertThat(service.getSpec().getSelector()).isEqualTo(deployment("dashboard").getSpec().getTemplate().getMetadata().getLabels());
        assertThat(service.getSpec().getPorts().get(0).getTargetPort().getStrVal()).isEqualTo(container("dashboard").getPorts().get(0).getName());
    }

    /** Name to value; of a secret, a word. */
    private static Map<String, String> env(String role) throws IOException {
        Map<String, String> env = new HashMap<>(one(ConfigMap.class, "posestream").getData());
        assertThat(container(role).getEnvFrom().get(0).getConfigMapRef().getName()).isEqualTo("posestream");
        container(role).getEnv().forEach(variable -> env.put(variable.getName(), variable.getValueFrom() == null ? variable.getValue() : "secret"));
        return env;
    }

    private static Container container(String role) throws IOException {
        assertThat(pod(role).getContainers()).hasSize(1);
        Container container = pod(role).getContainers().get(0);
        assertThat(container.getArgs()).containsExactly(role);
        return container;
    }

    private static PodSpec pod(String role) throws IOException {
        return deployment(role).getSpec().getTemplate().getSpec();
    }

    private static Deployment deployment(String role) throws IOException {
        return one(Deployment.class, "posestream-" + role);
    }

    private static <R extends HasMetadata> R one(Class<R> type, String name) throws IOException {
        List<R> found = resources().stream().filter(type::isInstance).map(type::cast).filter(each -> each.getMetadata().getName().equals(name)).toList();
        assertThat(found).as(type.getSimpleName() + " " + name).hasSize(1);
        return found.get(0);
    }

    private static List<HasMetadata> resources() throws IOException {
        List<HasMetadata> resources = new ArrayList<>();
        for (Path file : files()) {
            if (!file.endsWith("kustomization.yaml")) {
                documents(file).forEach(document -> resources.add(typed(document)));
            }
        }
        return resources;
    }

    private static HasMetadata typed(Object document) {
        Map<?, ?> map = (Map<?, ?>) document;
        String kind = map.get("apiVersion") + "/" + map.get("kind");
        assertThat(KINDS).containsKey(kind);
        return STRICT.convertValue(map, KINDS.get(kind));
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    private static List<Object> documents(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(file)).forEach(documents::add);
        return documents;
    }
}
