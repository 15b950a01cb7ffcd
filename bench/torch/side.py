"""PyTorch's side of an alternating measurement: what it is told, how it answers. Import it before torch.

Usage: step_<model>.py --workload JSON --threads 1 [--device cuda] [--lean]. Driven over standard input: each line holds a number of cycles to run, and
is answered by one line of JSON {"ms": time of one cycle, "peakMB": highest resident memory so far}. The first line it prints says that
it is ready. The fields of the workload are named by bench/step-torch.ts. With --check FILE, where a model has that, it measures nothing:
it runs the steps of that file and prints their losses.
"""
import argparse
import json
import os
import sys
import time


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workload", type=json.loads, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--device", default="cpu", help="where everything lives and is computed, the data too: cpu or cuda")
    parser.add_argument(
        "--lean",
        action="store_true",
        help="leave out the weight gradients of a hyperparameter step, which the authors' code computes and discards",
    )
    parser.add_argument("--check", help="run the steps that this file gives, and print their losses")
    return parser.parse_args()


args = arguments()
workload = args.workload
# BLAS reads these when it is loaded, so they come before torch.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(args.threads)


def peak_mb():
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def prepare():
    """Settings of the process, before the first tensor."""
    import torch

    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    # PyTorch 1.13 has no such call, and needs none for the processor.
    if args.device != "cpu":
        torch.set_default_device(args.device)


def serve(make_cycle):
    """Builds the cycle, says so, and runs as many as each line asks for."""
    import torch

    prepare()
    # Work on a card is asked for and done later: the clock is read when it is done.
    finish = torch.cuda.synchronize if args.device == "cuda" else lambda: None
    run = make_cycle()
    card = torch.cuda.get_device_name() if args.device == "cuda" else None
    print(json.dumps({"torch": torch.__version__, "card": card}), flush=True)
    for line in sys.stdin:
        cycles = int(line)
        finish()
        start = time.perf_counter()
        for _ in range(cycles):
            run()
        finish()
        ms = (time.perf_counter() - start) * 1000 / cycles
        print(json.dumps({"ms": ms, "peakMB": peak_mb()}), flush=True)
